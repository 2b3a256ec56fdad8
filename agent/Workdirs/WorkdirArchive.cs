using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Muster.Outputs;

namespace Muster.Agent.Workdirs;

/// <summary>Packs a folder to one stream, and unpacks it again.</summary>
public static class WorkdirArchive
{
    private const int TarBlock = 512;

    /// <summary>Writes a folder as a compressed archive.</summary>
    /// <param name="tree">The folder as it was looked at.</param>
    /// <param name="to">Where to; left open.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="WorkdirException">Something in it was changed since.</exception>
    public static async Task PackAsync(WorkdirTree tree, Stream to, CancellationToken cancel = default)
    {
        await using var compressed = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true);
        if (tree.Entries.Count == 0)
            await compressed.WriteAsync(new byte[2 * TarBlock], cancel); // the end of an archive, which the writer leaves out of an empty one
        await using var tar = new TarWriter(compressed, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (var entry in tree.Entries)
            await WriteAsync(tar, tree.Folder, entry, cancel);
    }

    /// <summary>Makes a folder of an archive; it is there whole, with the very content that was packed, or not at all.</summary>
    /// <param name="from">The archive.</param>
    /// <param name="folder">Absolute path; nothing is there.</param>
    /// <param name="digest">The digest that the folder must have.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="WorkdirException">The archive is of something else, or damaged.</exception>
    public static async Task UnpackAsync(Stream from, string folder, string digest, CancellationToken cancel = default)
    {
        var unfinished = $"{folder}.new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        try
        {
            await ExtractAsync(from, unfinished, cancel);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new WorkdirException($"The archive of the workdir {digest} is damaged: {error.Message.TrimEnd('.')}. Submit the run again.", error);
        }

        var found = WorkdirTree.Scan(unfinished, new() { MostBytes = long.MaxValue, MostEntries = int.MaxValue }).Digest;
        if (found != digest)
            throw new WorkdirException($"The archive of the workdir {digest} holds {found}: it was changed or damaged. Submit the run again.");
        Directory.Move(unfinished, folder);
    }

    private static async Task WriteAsync(TarWriter tar, string root, WorkdirEntry entry, CancellationToken cancel)
    {
        var type = entry.Kind switch
        {
            WorkdirKind.Folder => TarEntryType.Directory,
            WorkdirKind.Link => TarEntryType.SymbolicLink,
            _ => TarEntryType.RegularFile,
        };
        var written = new GnuTarEntry(type, entry.Path) { Mode = (UnixFileMode)entry.Mode, ModificationTime = DateTimeOffset.UnixEpoch };
        if (entry.Kind == WorkdirKind.Link)
            written.LinkName = entry.Content;
        if (entry.Kind != WorkdirKind.File)
        {
            await tar.WriteEntryAsync(written, cancel);
            return;
        }

        var path = Path.Join(root, entry.Path);
        await using var content = File.OpenRead(path);
        if (content.Length != entry.Length || Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) != entry.Content)
            throw new WorkdirException($"{path} was changed while its folder, the workdir, was uploaded. Submit again when nothing writes to it.");
        content.Position = 0;
        written.DataStream = content;
        await tar.WriteEntryAsync(written, cancel);
    }

    private static async Task ExtractAsync(Stream from, string root, CancellationToken cancel)
    {
        await using var plain = new GZipStream(from, CompressionMode.Decompress, leaveOpen: true);
        await using var tar = new TarReader(plain);
        var folders = new List<(string Path, UnixFileMode Mode)>();
        while (await tar.GetNextEntryAsync(cancellationToken: cancel) is { } entry)
        {
            var name = entry.Name.TrimEnd('/');
            if (RunFilePath.WrongWith(name) is { } problem)
                throw new InvalidDataException($"the path \"{name}\" {problem}");
            var path = Path.Join(root, name);
            RefuseLinks(root, path);
            if (entry.EntryType == TarEntryType.Directory)
            {
                Directory.CreateDirectory(path);
                folders.Add((path, entry.Mode));
            }
            else if (entry.EntryType == TarEntryType.SymbolicLink)
            {
                File.CreateSymbolicLink(path, entry.LinkName);
            }
            else
            {
                await entry.ExtractToFileAsync(path, overwrite: false, cancel);
                SetMode(path, entry.Mode); // whatever this process's mask is
            }
        }

        // Last, and the inner ones first: a folder may be one that nothing can be written to.
        folders.Reverse();
        foreach (var (path, mode) in folders.Where(_ => !OperatingSystem.IsWindows()))
            SetMode(path, mode);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    /// <summary>Nothing is written through a link, wherever the archive comes from.</summary>
    private static void RefuseLinks(string root, string path)
    {
        for (var folder = Path.GetDirectoryName(path)!; folder.Length > root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (new DirectoryInfo(folder).LinkTarget is not null)
                throw new InvalidDataException($"the path \"{path[(root.Length + 1)..]}\" leads through a link");
        }
    }
}
