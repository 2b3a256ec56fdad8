namespace Muster.Cli.Answers;

/// <summary>Standard output: says of a write that failed that it was the answer's, and ends the command when nobody reads any more.</summary>
/// <param name="inner">Where the bytes go.</param>
/// <param name="hasReader">Whether somebody may still read them. The runtime's own stream drops what a closed pipe does not take, so that nobody would know.</param>
internal sealed class AnswerStream(Stream inner, Func<bool> hasReader) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        EndWithoutReader();
        try
        {
            inner.Write(buffer);
        }
        catch (IOException error) when (error.HResult != Failures.BrokenPipe)
        {
            throw AnswerException.Of(error);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void WriteByte(byte value) => Write([value]);

    /// <summary>Nothing else waits for a write, so it need not be another thread's.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void EndWithoutReader()
    {
        if (!hasReader())
            throw new IOException("Broken pipe", Failures.BrokenPipe);
    }
}

/// <summary>The answer could not be written.</summary>
public sealed class AnswerException : Exception
{
    private AnswerException(string message, Exception error) : base(message, error) { }

    internal static AnswerException Of(IOException error) => new(
        $"The answer could not be written to standard output: {error.Message.TrimEnd('.')}. Make room there, or send it elsewhere, and ask again.", error);
}
