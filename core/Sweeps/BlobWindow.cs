using Muster.Stores;

namespace Muster.Sweeps;

/// <summary>Random access to a blob through a window that is read at once, because neighbours are mostly wanted next.</summary>
internal sealed class BlobWindow(IBlobStore blobs, BlobInfo info)
{
    private const int WindowBytes = 64 << 10;
    private readonly Lock gate = new();
    private byte[] window = [];
    private long start;

    /// <summary>Fills a span from an offset.</summary>
    public void Read(long offset, Span<byte> into)
    {
        lock (gate)
        {
            while (into.Length > 0)
            {
                if (offset < start || offset >= start + window.Length)
                    Load(offset);
                var there = window.AsSpan((int)(offset - start));
                var copied = Math.Min(there.Length, into.Length);
                there[..copied].CopyTo(into);
                into = into[copied..];
                offset += copied;
            }
        }
    }

    private void Load(long offset)
    {
        var length = Math.Min(WindowBytes, info.Length - offset);
        if (length <= 0)
            throw new EndOfStreamException($"Blob {info.Key} has {info.Length} bytes; byte {offset} was asked for.");
        using var stream = blobs.GetAsync(info.Key, offset, length).GetAwaiter().GetResult()
            ?? throw new EndOfStreamException($"Blob {info.Key} is not there any more.");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        (window, start) = (bytes, offset);
    }
}
