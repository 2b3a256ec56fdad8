using System.Security.Cryptography;

namespace Muster.Archives;

/// <summary>Reads another stream through, and hashes what passes. Of known length, it counts as one that can be measured, as a writer of archives asks for.</summary>
internal sealed class CountingStream : Stream
{
    private readonly Stream inner;
    private readonly long? length;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long read;

    /// <param name="inner">What is read; it stays its owner's.</param>
    /// <param name="length">Its bytes; null: nobody knows.</param>
    public CountingStream(Stream inner, long? length = null) => (this.inner, this.length) = (inner, length);

    public override bool CanRead => true;

    public override bool CanSeek => length is not null;

    public override bool CanWrite => false;

    public override long Length => length ?? throw new NotSupportedException();

    public override long Position
    {
        get => read;
        set
        {
            if (value != read)
                throw new NotSupportedException("It is read forward only.");
        }
    }

    /// <summary>What was read, as an entry.</summary>
    public ArchiveEntry EntryOf(string path) => new(path, read, Convert.ToHexStringLower(hash.GetCurrentHash()));

    public override int Read(Span<byte> buffer) => Took(buffer, inner.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        return Took(buffer.Span, count);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            hash.Dispose();
        base.Dispose(disposing);
    }

    private int Took(ReadOnlySpan<byte> buffer, int count)
    {
        hash.AppendData(buffer[..count]);
        read += count;
        return count;
    }
}
