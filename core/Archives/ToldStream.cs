namespace Muster.Archives;

/// <summary>An entry's content: an archive that breaks off in it is told as such, and not as a fault of where the content goes.</summary>
internal sealed class ToldStream(Stream inner, long length) : Stream
{
    private long left = length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Took(inner.Read(buffer), buffer.Length);
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException)
        {
            throw ArchiveException.CutOff(error);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Took(await inner.ReadAsync(buffer, cancellationToken), buffer.Length);
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException)
        {
            throw ArchiveException.CutOff(error);
        }
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

    // What unpacks gives no error where the packed bytes end too early: it just ends.
    private int Took(int read, int wanted)
    {
        left -= read;
        return read == 0 && wanted > 0 && left > 0 ? throw ArchiveException.CutOff() : read;
    }
}
