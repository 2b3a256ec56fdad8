using System.Formats.Tar;
using System.IO.Compression;

namespace Muster.Archives;

/// <summary>Writes the entries of an archive and, at the end, their manifest. The same entries give the same bytes.</summary>
internal sealed class ArchiveWriter : IAsyncDisposable
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly List<ArchiveEntry> entries = [];
    private readonly GZipStream zip;
    private readonly TarWriter tar;
    private readonly DateTimeOffset time;

    /// <param name="to">Where to; it stays its owner's.</param>
    /// <param name="time">The time that all entries bear.</param>
    public ArchiveWriter(Stream to, DateTimeOffset time)
    {
        this.time = DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
        zip = new(to, CompressionLevel.Optimal, leaveOpen: true);
        tar = new(zip, TarEntryFormat.Gnu, leaveOpen: true);
    }

    /// <summary>The entries so far.</summary>
    public ArchiveManifest Manifest => new([.. entries]);

    /// <summary>Writes an entry.</summary>
    public async Task WriteAsync(string path, byte[] content, CancellationToken cancel)
    {
        using var bytes = new MemoryStream(content, writable: false);
        await WriteAsync(path, bytes, content.Length, cancel);
    }

    /// <summary>Writes an entry.</summary>
    /// <exception cref="EndOfStreamException">The content has fewer bytes than it should have.</exception>
    public async Task WriteAsync(string path, Stream content, long length, CancellationToken cancel)
    {
        using var counting = new CountingStream(content, length);
        await tar.WriteEntryAsync(new GnuTarEntry(TarEntryType.RegularFile, path) { DataStream = counting, ModificationTime = time, AccessTime = time, ChangeTime = time, Mode = Mode }, cancel);
        var entry = counting.EntryOf(path);
        if (entry.Length != length)
            throw new EndOfStreamException($"{path} has {entry.Length} bytes and not {length}: it changed while it was read.");
        entries.Add(entry);
    }

    /// <summary>Writes the manifest, and ends the archive.</summary>
    public async Task CompleteAsync(CancellationToken cancel)
    {
        await WriteAsync(ArchiveLayout.Manifest, Manifest.ToJson(), cancel);
        entries.RemoveAt(entries.Count - 1);
        await tar.DisposeAsync();
        await zip.DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await tar.DisposeAsync();
        await zip.DisposeAsync();
    }
}
