using System.Formats.Tar;
using System.IO.Compression;

namespace Muster.Archives;

/// <summary>Reads the entries of an archive one after the other, refuses what none has, and checks the manifest at the end.</summary>
internal sealed class ArchiveReader : IAsyncDisposable
{
    private readonly Dictionary<string, ArchiveEntry> seen = new(StringComparer.Ordinal);
    private readonly GZipStream zip;
    private readonly TarReader tar;
    private CountingStream? current;
    private ToldStream? content;
    private string currentPath = "";

    /// <param name="from">The archive; it stays its owner's.</param>
    public ArchiveReader(Stream from)
    {
        zip = new(from, CompressionMode.Decompress, leaveOpen: true);
        tar = new(zip, leaveOpen: true);
    }

    /// <summary>The entries that were read.</summary>
    public ArchiveManifest Manifest => new([.. seen.Values]);

    /// <summary>Goes on to the next entry; null: the archive ends.</summary>
    public async Task<(string Path, Stream Content)?> NextAsync(CancellationToken cancel)
    {
        await FinishAsync(cancel);
        var entry = await ReadAsync(async () => await tar.GetNextEntryAsync(copyData: false, cancel));
        if (entry is null)
            return null;
        if (seen.Count == 0 && entry.Name != ArchiveLayout.Header)
            throw ArchiveException.NoArchive();
        if (ArchiveLayout.WrongWith(entry.Name) is { } problem)
            throw ArchiveException.BadName(entry.Name, problem);
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            throw ArchiveException.NoFile(entry.Name, KindOf(entry.EntryType));
        if (seen.ContainsKey(entry.Name))
            throw ArchiveException.Twice(entry.Name);
        current = new(entry.DataStream ?? Stream.Null);
        content = new(current, entry.Length);
        currentPath = entry.Name;
        return (entry.Name, content);
    }

    /// <summary>Reads an entry whole; it is small.</summary>
    public static async Task<byte[]> WholeAsync(Stream content, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }

    /// <summary>Checks all entries against the manifest, which was the last.</summary>
    /// <exception cref="ArchiveException">Something differs.</exception>
    public void Check(ArchiveManifest manifest)
    {
        var told = new Dictionary<string, ArchiveEntry>(StringComparer.Ordinal);
        foreach (var entry in manifest.Entries)
        {
            if (!told.TryAdd(entry.Path, entry))
                throw ArchiveException.Damaged(ArchiveLayout.Manifest, $"it names {entry.Path} twice");
            if (!seen.TryGetValue(entry.Path, out var found))
                throw ArchiveException.Missing(entry.Path);
            if (found != entry)
                throw ArchiveException.OtherBytes(entry, found);
        }

        if (seen.Keys.FirstOrDefault(path => path != ArchiveLayout.Manifest && !told.ContainsKey(path)) is { } strange)
            throw ArchiveException.NotInManifest(strange);
        seen.Remove(ArchiveLayout.Manifest);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        current?.Dispose();
        await tar.DisposeAsync();
        await zip.DisposeAsync();
    }

    /// <summary>Reads what is left of the entry, and remembers what it was.</summary>
    private async Task FinishAsync(CancellationToken cancel)
    {
        if (current is null)
            return;
        await ReadAsync(async () =>
        {
            await content!.CopyToAsync(Stream.Null, cancel);
            return 0;
        });
        seen.Add(currentPath, current.EntryOf(currentPath));
        current.Dispose();
        current = null;
    }

    private async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException or FormatException or ArgumentException)
        {
            throw seen.Count == 0 && current is null ? ArchiveException.NoArchive(error) : ArchiveException.CutOff(error);
        }
    }

    private static string KindOf(TarEntryType type) => type switch
    {
        TarEntryType.SymbolicLink => "symbolic link",
        TarEntryType.HardLink => "hard link",
        TarEntryType.Directory => "directory",
        TarEntryType.Fifo => "pipe",
        TarEntryType.BlockDevice or TarEntryType.CharacterDevice => "device",
        _ => $"{type}",
    };
}
