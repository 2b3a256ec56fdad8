namespace Muster.Tests.Cli;

/// <summary>A stream that takes nothing.</summary>
internal sealed class FullStream(IOException error) : MemoryStream
{
    public static FullStream OfFullDisk() => new(new IOException("No space left on device"));

    public override void Write(byte[] buffer, int offset, int count) => throw error;

    public override void Write(ReadOnlySpan<byte> buffer) => throw error;

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw error;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw error;
}
