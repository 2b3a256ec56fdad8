using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Muster.Agent.Results;
using Muster.Units;

namespace Muster.Agent.Workdirs;

/// <summary>
/// What is in a folder that is uploaded, and its digest: of paths, permissions, bytes and links, in ordinal order. Neither times nor owners nor the order of the disk matter, so the same
/// folder is the same on every machine. Left out are folders named <c>.git</c>, stores of Muster, and what is neither file, folder nor link.
/// </summary>
/// <param name="Folder">Absolute path.</param>
/// <param name="Entries">In ordinal order of their paths; a folder comes before what is in it.</param>
public sealed record WorkdirTree(string Folder, IReadOnlyList<WorkdirEntry> Entries)
{
    private const int Permissions = 0x1FF; // 0777
    private const string StoreFile = "store.db";

    /// <summary>SHA-256 in lower-case hex.</summary>
    public string Digest { get; } = DigestOf(Entries);

    /// <summary>Bytes of all files.</summary>
    public long Bytes => Entries.Sum(entry => entry.Length);

    /// <summary>Looks at a folder; all files are read.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="limits">How much it may hold.</param>
    /// <exception cref="WorkdirException">It holds more, or cannot be read.</exception>
    public static WorkdirTree Scan(string folder, WorkdirLimits limits)
    {
        var (root, entries, bytes) = (Path.GetFullPath(folder), new List<WorkdirEntry>(), 0L);
        try
        {
            foreach (var (path, info) in Walk(root))
            {
                bytes += info is FileInfo { LinkTarget: null } file ? file.Length : 0;
                if (bytes > limits.MostBytes || entries.Count == limits.MostEntries)
                    throw TooMuch(root, limits);
                entries.Add(EntryOf(path, info));
            }
        }
        catch (Exception error) when (error is not WorkdirException && error is IOException or UnauthorizedAccessException)
        {
            throw new WorkdirException($"The workdir {root} cannot be uploaded: {error.Message.TrimEnd('.')}. Make it readable, or name another folder as workdir.", error);
        }

        return new(root, [.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal)]);
    }

    private static WorkdirException TooMuch(string root, WorkdirLimits limits) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The workdir {root} is too large to be uploaded: it has more than {MemorySize.Format(limits.MostBytes)} in files, or more than {limits.MostEntries} files and folders. Each instance would fetch all of it. Name a smaller folder as workdir, and fetch large data in setup."));

    private static IEnumerable<(string Path, FileSystemInfo Info)> Walk(string root)
    {
        var folders = new Stack<(string Prefix, DirectoryInfo Folder)>([("", new(root))]);
        while (folders.TryPop(out var next))
        {
            foreach (var info in next.Folder.EnumerateFileSystemInfos())
            {
                var path = next.Prefix + info.Name;
                if (info is DirectoryInfo { LinkTarget: null } folder)
                {
                    if (IsLeftOut(folder))
                        continue;
                    folders.Push(($"{path}/", folder));
                }
                else if (info.LinkTarget is null && !RegularFiles.Is(info.FullName))
                {
                    continue;
                }

                yield return (path, info);
            }
        }
    }

    private static bool IsLeftOut(DirectoryInfo folder) =>
        folder.Name == ".git" || (File.Exists(Path.Join(folder.FullName, StoreFile)) && Directory.Exists(Path.Join(folder.FullName, "blobs")));

    private static WorkdirEntry EntryOf(string path, FileSystemInfo info)
    {
        if (info.LinkTarget is { } target)
            return new(path, WorkdirKind.Link, 0, target, 0);
        var mode = OperatingSystem.IsWindows() ? 0x1ED : (int)info.UnixFileMode & Permissions; // 0755
        if (info is DirectoryInfo)
            return new(path, WorkdirKind.Folder, mode, "", 0);
        using var stream = File.OpenRead(info.FullName);
        return new(path, WorkdirKind.File, mode, Convert.ToHexStringLower(SHA256.HashData(stream)), stream.Length);
    }

    private static string DigestOf(IEnumerable<WorkdirEntry> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in entries)
        {
            // Neither a path nor a link's target can hold a null.
            var line = string.Create(CultureInfo.InvariantCulture, $"{entry.Kind}\0{entry.Mode}\0{entry.Path}\0{entry.Content}\0");
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
