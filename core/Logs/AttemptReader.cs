using System.Runtime.CompilerServices;
using Muster.Operations;
using Muster.Outputs;
using Muster.Points;
using Muster.Runs;

namespace Muster.Logs;

/// <summary>Reads what single attempts wrote, whether they run or have ended, or end while they are read.</summary>
/// <param name="ports">What it works with.</param>
/// <param name="run">The run.</param>
/// <param name="error">Standard error, or else standard output.</param>
internal sealed class AttemptReader(RunPorts ports, RunRecord run, bool error)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly byte[] buffer = new byte[1 << 16];

    /// <summary>What an attempt wrote until now.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="tail">Only so many last lines; null: all.</param>
    /// <param name="cancel">Ends the call.</param>
    public async IAsyncEnumerable<LogPart> ReadAsync(LoggedAttempt attempt, int? tail, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (offset, ended) = (0L, attempt.Ended);
        if (attempt.Running is { } live && ports.Outputs.OpenRunning(run.Id, live, error) is { } output)
        {
            using var disposed = output;
            if (StartOf(output, tail) is { } start)
            {
                offset = start;
                int? read;
                while ((read = output.Read(offset, buffer)) > 0)
                {
                    yield return new(attempt, buffer.AsMemory(0, read.Value), false);
                    offset += read.Value;
                }

                if (read == 0)
                {
                    yield return new(attempt, default, true);
                    yield break;
                }

                tail = null;
            }
        }

        if (ended is null && attempt.Job is null)
            ended = await EndOfAsync(attempt, cancel);
        await foreach (var part in KeptAsync(attempt with { Ended = ended, Running = null }, offset, tail, cancel))
            yield return part;
    }

    /// <summary>What an attempt that ended wrote, from a byte on that was told before.</summary>
    public async IAsyncEnumerable<LogPart> KeptAsync(LoggedAttempt attempt, long offset, int? tail, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (stream, problem) = await OpenAsync(attempt, cancel);
        await using var kept = stream;
        stream.Position = tail is { } lines ? LastLines.StartOf(stream.Length, lines, (at, into) => ReadAt(stream, at, into))
            // Shorter than what was told: the command truncated it, so all that is left is new.
            : offset > stream.Length ? 0 : offset;
        while (await stream.ReadAsync(buffer, cancel) is var read and > 0)
            yield return new(attempt, buffer.AsMemory(0, read), false);
        yield return new(attempt, default, true) { Problem = problem };
    }

    /// <summary>Where the wanted part of what a running attempt wrote begins; null: it does not run any more.</summary>
    public static long? StartOf(ILiveOutput output, int? tail)
    {
        if (tail is not { } lines)
            return 0;
        var start = output.Length is { } length ? LastLines.StartOf(length, lines, (at, into) => output.Read(at, into) ?? 0) : 0;
        return output.Length is null ? null : start;
    }

    private async Task<(Stream Stream, string? Problem)> OpenAsync(LoggedAttempt attempt, CancellationToken cancel)
    {
        if (attempt.Ended is null)
            return (Stream.Null, null); // lost with its engine, or told nowhere in time; of a job, what it wrote until now was told
        try
        {
            return (attempt.Job is null
                ? await PrunedLogs.OpenAsync(ports, run, attempt.Ended, error, cancel)
                : await Jobs.JobOutputs.OpenAsync(ports, run, attempt.Ended, error, cancel), null);
        }
        catch (OutputGoneException gone)
        {
            return (Stream.Null, gone.Message);
        }
    }

    /// <summary>The record of an attempt that ended just now, as soon as it is durable; null: it is told nowhere.</summary>
    private async Task<AttemptRecord?> EndOfAsync(LoggedAttempt attempt, CancellationToken cancel)
    {
        var began = ports.Time.GetTimestamp();
        while (true)
        {
            var attempts = await new AttemptLogs(ports).ListAsync(run, attempt.Index, cancel);
            if (attempts.FirstOrDefault(ended => (ended.Round, ended.Attempt.Number) == (attempt.Round, attempt.Number)) is { } found)
                return found.Attempt;
            if (ports.Time.GetElapsedTime(began) > Patience)
                return null;
            await Task.Delay(AskAgain, ports.Time, cancel);
        }
    }

    private static int ReadAt(Stream stream, long offset, Span<byte> into)
    {
        stream.Position = offset;
        return stream.Read(into);
    }
}
