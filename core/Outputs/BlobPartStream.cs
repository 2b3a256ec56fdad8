using Muster.Stores;

namespace Muster.Outputs;

/// <summary>
/// A part of a blob as a stream that can seek, so that its end can be read without its beginning. Nothing is opened before it is read, and what is read in a row is opened once.
/// </summary>
/// <param name="blobs">The blobs.</param>
/// <param name="key">The blob, which is there.</param>
/// <param name="first">Its first byte, 0-based.</param>
/// <param name="length">Bytes, within the blob.</param>
public sealed class BlobPartStream(IBlobStore blobs, string key, long first, long length) : Stream
{
    private Stream? open;
    private long openAt;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => position = value is >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A position is 0 or more.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Clamp(length - position, 0, buffer.Length);
        if (wanted == 0)
            return 0;
        if (open is null || openAt != position)
        {
            if (open is not null)
                await open.DisposeAsync();
            open = await blobs.GetAsync(key, first + position, length - position, cancellationToken) ?? throw Gone();
        }

        var read = await open.ReadAsync(buffer[..wanted], cancellationToken);
        if (read == 0)
            throw Gone();
        openAt = position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads here and there, as of the end: only what is wanted is asked for.</summary>
    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Clamp(length - position, 0, buffer.Length);
        if (wanted == 0)
            return 0;
        using var part = blobs.GetAsync(key, first + position, wanted).GetAwaiter().GetResult() ?? throw Gone();
        var read = part.ReadAtLeast(buffer[..wanted], wanted, throwOnEndOfStream: false);
        position += read;
        return read > 0 ? read : throw Gone();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        SeekOrigin.End => length + offset,
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "An unknown origin."),
    };

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            open?.Dispose();
        base.Dispose(disposing);
    }

    private OutputGoneException Gone() => new($"The bytes {first + position} to {first + length - 1} of {blobs.UriOf(key)} are not there any more.");
}
