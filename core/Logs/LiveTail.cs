using Muster.Operations;
using Muster.Outputs;
using Muster.Runs;

namespace Muster.Logs;

/// <summary>A running attempt that is followed, and how far it was told.</summary>
/// <param name="attempt">The attempt.</param>
internal sealed class LiveTail(LoggedAttempt attempt) : IDisposable
{
    /// <summary>How much of one attempt is told before the others have their turn, if it writes faster than that is read.</summary>
    private const int MostAtOnce = 4 << 20;

    private ILiveOutput? output;
    private string? worker;

    /// <summary>The attempt.</summary>
    public LoggedAttempt Attempt { get; } = attempt;

    /// <summary>The first byte that was not told.</summary>
    public long Offset { get; private set; }

    /// <summary>Opens it; where it was adopted by another worker, anew.</summary>
    /// <param name="ports">What it works with.</param>
    /// <param name="run">The run.</param>
    /// <param name="live">The attempt as it is listed now.</param>
    /// <param name="error">Standard error, or else standard output.</param>
    /// <param name="tail">Only so many last lines of what is there by now; null: all.</param>
    public void Open(RunPorts ports, RunId run, LiveAttempt live, bool error, int? tail)
    {
        if (worker == live.Worker && output is not null)
            return;
        output?.Dispose();
        (output, worker) = (ports.Outputs.OpenRunning(run, live, error), live.Worker);
        if (Offset == 0 && output is not null && AttemptReader.StartOf(output, tail) is { } start)
            Offset = start;
    }

    /// <summary>What it wrote since; nothing more once it has ended, for then its record tells.</summary>
    public IEnumerable<LogPart> Read(byte[] buffer)
    {
        if (output is null)
            yield break;
        if (output.Length < Offset)
            Offset = 0; // the command truncated its own output: what is there now is new
        var most = Offset + MostAtOnce;
        while (Offset < most && output.Read(Offset, buffer) is { } read and > 0)
        {
            Offset += read;
            yield return new(Attempt, buffer.AsMemory(0, read), false);
        }
    }

    /// <inheritdoc />
    public void Dispose() => output?.Dispose();
}
