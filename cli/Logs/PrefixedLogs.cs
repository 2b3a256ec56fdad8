using System.Buffers;
using Muster.Logs;

namespace Muster.Cli.Logs;

/// <summary>
/// Writes the output of many attempts line by line, so that lines of several are never mixed: a line is written when it is whole, or when
/// its attempt has ended, or when it is longer than anybody's memory.
/// </summary>
internal sealed class PrefixedLogs(Stream output, LogPrefix prefix) : ILogWriter
{
    /// <summary>A line that is longer is broken.</summary>
    public const int MostHeld = 1 << 20;

    private const int FlushBytes = 1 << 15;
    private const byte LineEnd = (byte)'\n';
    private readonly Dictionary<(long, string?, int, int), Lines> open = [];
    private readonly ArrayBufferWriter<byte> buffer = new(FlushBytes * 2);

    public void Write(LogPart part)
    {
        var key = (part.Of.Index, part.Of.Job, part.Of.Round, part.Of.Number);
        if (!open.TryGetValue(key, out var lines))
            open[key] = lines = new(prefix.Of(part.Of));
        Write(lines, part.Bytes.Span);
        if (!part.IsLast)
            return;
        End(lines);
        open.Remove(key);
    }

    public void Flush()
    {
        output.Write(buffer.WrittenSpan);
        output.Flush();
        buffer.ResetWrittenCount();
    }

    private void Write(Lines lines, ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf(LineEnd) is var at and >= 0)
        {
            WriteLine(lines, bytes[..(at + 1)]);
            bytes = bytes[(at + 1)..];
        }

        lines.Held.Write(bytes);
        if (lines.Held.WrittenCount > MostHeld)
            End(lines);
    }

    private void End(Lines lines)
    {
        if (lines.Held.WrittenCount > 0)
            WriteLine(lines, [LineEnd]);
    }

    private void WriteLine(Lines lines, ReadOnlySpan<byte> rest)
    {
        buffer.Write(lines.Prefix);
        buffer.Write(lines.Held.WrittenSpan);
        buffer.Write(rest);
        lines.Held.ResetWrittenCount();
        if (buffer.WrittenCount > FlushBytes)
            Flush();
    }

    /// <summary>The lines of one attempt.</summary>
    /// <param name="Prefix">What stands before each.</param>
    private sealed record Lines(byte[] Prefix)
    {
        /// <summary>What was read of the line that is not whole.</summary>
        public ArrayBufferWriter<byte> Held { get; } = new();
    }
}
