using Muster.Stores;

namespace Muster.Local.Blobs;

/// <summary>The blobs in a folder by ascending key, a folder at a time.</summary>
internal static class FolderListing
{
    /// <summary>The blobs whose keys start with a prefix.</summary>
    public static IEnumerable<BlobInfo> Of(string root, string prefix)
    {
        // "runs/ab" can only be in the folder "runs".
        var folder = prefix[..(prefix.LastIndexOf('/') + 1)];
        return Below(root, folder).Where(blob => blob.Key.StartsWith(prefix, StringComparison.Ordinal));

        IEnumerable<BlobInfo> Below(string top, string start) => Walk(new DirectoryInfo($"{top}/{start}"), start, prefix);
    }

    private static IEnumerable<BlobInfo> Walk(DirectoryInfo folder, string key, string prefix)
    {
        foreach (var (name, entry) in Entries(folder))
        {
            var path = key + name;
            if (!path.StartsWith(prefix, StringComparison.Ordinal) && !prefix.StartsWith(path, StringComparison.Ordinal))
                continue;
            if (entry is FileInfo { Exists: true } file)
                yield return new(path, file.Length, null);
            if (entry is DirectoryInfo inner)
            {
                foreach (var blob in Walk(inner, path, prefix))
                    yield return blob;
            }
        }
    }

    // With its slash a folder's name stands where its blobs' keys do: "a-b" before "a/b".
    private static List<(string Name, FileSystemInfo Entry)> Entries(DirectoryInfo folder)
    {
        try
        {
            return [.. folder.EnumerateFileSystemInfos()
                .Where(entry => !entry.Name.StartsWith(BlobKey.Reserved, StringComparison.Ordinal))
                .Select(entry => (entry is DirectoryInfo ? entry.Name + "/" : entry.Name, entry))
                .OrderBy(entry => entry.Item1, BlobKey.Order)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
