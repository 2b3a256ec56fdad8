namespace Muster.Local.Blobs;

/// <summary>Some bytes of a file, read forward.</summary>
internal sealed class FilePart : Stream
{
    private readonly FileStream file;
    private long left;

    public FilePart(FileStream file, long offset, long length)
    {
        this.file = file;
        var first = Math.Min(offset, file.Length);
        file.Position = first;
        Length = left = Math.Min(length, file.Length - first);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => Length - left;
        set => throw new NotSupportedException("A part of a blob is read forward only.");
    }

    public override int Read(Span<byte> buffer) => Took(file.Read(buffer[..Fitting(buffer.Length)]));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Took(await file.ReadAsync(buffer[..Fitting(buffer.Length)], cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A part of a blob is read forward only.");

    public override void SetLength(long value) => throw new NotSupportedException("A blob is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A blob is only read.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private int Fitting(int wanted) => (int)Math.Min(wanted, left);

    private int Took(int read)
    {
        left -= read;
        return read;
    }
}
