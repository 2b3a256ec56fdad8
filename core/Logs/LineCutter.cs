using System.Buffers;

namespace Muster.Logs;

/// <summary>Takes a line of what an attempt wrote, without its end.</summary>
/// <param name="attempt">Whose.</param>
/// <param name="line">Its bytes; valid until it returns.</param>
public delegate void LineTaker(LoggedAttempt attempt, ReadOnlySpan<byte> line);

/// <summary>
/// Cuts what many attempts write into lines, so that lines of several are never mixed: a line is given when it is whole, or when
/// its attempt has ended, or when it is longer than anybody's memory.
/// </summary>
/// <param name="take">Takes the lines.</param>
public sealed class LineCutter(LineTaker take)
{
    /// <summary>A line that is longer is broken.</summary>
    public const int MostHeld = 1 << 20;

    private const byte LineEnd = (byte)'\n';
    private readonly Dictionary<(long, string?, int, int), ArrayBufferWriter<byte>> open = [];

    /// <summary>Cuts a part.</summary>
    public void Write(LogPart part)
    {
        var key = (part.Of.Index, part.Of.Job, part.Of.Round, part.Of.Number);
        if (!open.TryGetValue(key, out var held))
            open[key] = held = new();
        Write(part.Of, held, part.Bytes.Span);
        if (!part.IsLast)
            return;
        End(part.Of, held);
        open.Remove(key);
    }

    private void Write(LoggedAttempt attempt, ArrayBufferWriter<byte> held, ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf(LineEnd) is var at and >= 0)
        {
            if (held.WrittenCount == 0)
            {
                take(attempt, bytes[..at]);
            }
            else
            {
                held.Write(bytes[..at]);
                Give(attempt, held);
            }

            bytes = bytes[(at + 1)..];
        }

        held.Write(bytes);
        if (held.WrittenCount > MostHeld)
            End(attempt, held);
    }

    private void End(LoggedAttempt attempt, ArrayBufferWriter<byte> held)
    {
        if (held.WrittenCount > 0)
            Give(attempt, held);
    }

    private void Give(LoggedAttempt attempt, ArrayBufferWriter<byte> held)
    {
        take(attempt, held.WrittenSpan);
        held.ResetWrittenCount();
    }
}
