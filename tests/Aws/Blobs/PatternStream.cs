namespace Muster.Tests.Aws.Blobs;

/// <summary>A content of some length, read forward only, that repeats a mebibyte.</summary>
internal sealed class PatternStream(long length) : Stream
{
    private readonly byte[] pattern = StandInRig.Bytes(1024 * 1024);
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var from = (int)(position % pattern.Length);
        var read = (int)Math.Min(Math.Min(count, pattern.Length - from), length - position);
        pattern.AsSpan(from, read).CopyTo(buffer.AsSpan(offset));
        position += read;
        return read;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
