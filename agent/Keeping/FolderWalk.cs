using Muster.Agent.Results;

namespace Muster.Agent.Keeping;

/// <summary>Something in a folder that is no folder itself.</summary>
/// <param name="Path">Relative to the folder, with <c>/</c>.</param>
/// <param name="FullPath">Absolute.</param>
/// <param name="Length">Bytes; of what is no regular file, 0.</param>
/// <param name="IsRegular">Whether it is a file with bytes in it; else a link, a pipe, a socket or a device.</param>
public readonly record struct FolderEntry(string Path, string FullPath, long Length, bool IsRegular);

/// <summary>Walks over a folder by ascending path, in ordinal order. Folders that are links are entries, and not entered.</summary>
public static class FolderWalk
{
    /// <summary>All entries; none when the folder is not there, or goes while it is looked at.</summary>
    /// <param name="folder">Absolute path.</param>
    public static IEnumerable<FolderEntry> Of(string folder) => Walk(new(folder), "");

    private static IEnumerable<FolderEntry> Walk(DirectoryInfo folder, string prefix)
    {
        foreach (var (name, entry) in Entries(folder))
        {
            if (entry is DirectoryInfo { LinkTarget: null } inner)
            {
                foreach (var below in Walk(inner, prefix + name))
                    yield return below;
            }
            else if (Entry(entry, prefix + entry.Name) is { } found)
            {
                yield return found;
            }
        }
    }

    private static FolderEntry? Entry(FileSystemInfo entry, string path)
    {
        try
        {
            var isRegular = entry is FileInfo { LinkTarget: null } && RegularFiles.Is(entry.FullName);
            return new(path, entry.FullName, isRegular ? ((FileInfo)entry).Length : 0, isRegular);
        }
        catch (FileNotFoundException)
        {
            return null; // it was removed since
        }
    }

    // With its slash a folder's name stands where its files' paths do: "a-b" before "a/b".
    private static List<(string Name, FileSystemInfo Entry)> Entries(DirectoryInfo folder)
    {
        try
        {
            return [.. folder.EnumerateFileSystemInfos()
                .Select(entry => (Name: entry is DirectoryInfo { LinkTarget: null } ? entry.Name + "/" : entry.Name, Entry: entry))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
