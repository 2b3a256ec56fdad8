using System.Buffers;
using Muster.Logs;

namespace Muster.Cli.Logs;

/// <summary>Writes the output of many attempts line by line, each with what stands before it.</summary>
internal sealed class PrefixedLogs : ILogWriter
{
    private const int FlushBytes = 1 << 15;
    private readonly Stream output;
    private readonly LogPrefix prefix;
    private readonly LineCutter cutter;
    private readonly ArrayBufferWriter<byte> buffer = new(FlushBytes * 2);
    private (LoggedAttempt Of, byte[] Text)? last;

    public PrefixedLogs(Stream output, LogPrefix prefix) => (this.output, this.prefix, cutter) = (output, prefix, new(WriteLine));

    public void Write(LogPart part) => cutter.Write(part);

    public void Flush()
    {
        output.Write(buffer.WrittenSpan);
        output.Flush();
        buffer.ResetWrittenCount();
    }

    private void WriteLine(LoggedAttempt attempt, ReadOnlySpan<byte> line)
    {
        if (!ReferenceEquals(last?.Of, attempt))
            last = (attempt, prefix.Of(attempt));
        buffer.Write(last.Value.Text);
        buffer.Write(line);
        buffer.Write("\n"u8);
        if (buffer.WrittenCount > FlushBytes)
            Flush();
    }
}
