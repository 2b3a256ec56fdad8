using Muster.Runs;
using Muster.Stores;

namespace Muster.Operations;

/// <summary>Waits for a run to end.</summary>
/// <param name="ports">What it works with.</param>
public sealed class RunWait(RunPorts ports)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>That nobody takes the run up is told again and again, so that somebody can be found to: who was alive when it was asked for may have been about to end.</summary>
    private static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(5);
    private readonly StatusReader reader = new(ports);
    private readonly TimeProvider time = ports.Time;

    /// <summary>Waits until the run has ended or time is up. A store that does not answer is asked again until then.</summary>
    /// <param name="id">The run.</param>
    /// <param name="most">How long; null: without end.</param>
    /// <param name="changed">Told at the start, and whenever state, counts or reason change; null: nobody.</param>
    /// <param name="beside">Looks at what else is a change when it differs, as a text; null: at nothing.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>The status at the end; of a run that has not ended when time was up.</returns>
    /// <exception cref="RunNotFoundException">It is not there any more.</exception>
    public async Task<RunStatus> WaitAsync(
        RunId id, TimeSpan? most, Action<RunStatus>? changed = null, Func<RunStatus, Task<string?>>? beside = null, CancellationToken cancel = default)
    {
        var begin = time.GetTimestamp();
        var pause = Shortest;
        var toldAt = begin;
        RunStatus? last = null;
        string? lastBeside = null;
        while (true)
        {
            var left = most is { } limit ? limit - time.GetElapsedTime(begin) : TimeSpan.MaxValue;
            var status = await LookAsync(id, last is null || left <= TimeSpan.Zero, cancel) ?? last!;
            var also = beside is null || status.Run.HasEnded ? null : await LookBesideAsync(beside, status, lastBeside);
            if (last is null || Differs(last, status) || also != lastBeside || (status.Reason?.Cause == Coordination.WaitCause.Engine && time.GetElapsedTime(toldAt) >= TellAgain))
            {
                changed?.Invoke(status);
                toldAt = time.GetTimestamp();
                pause = Shortest;
            }

            (last, lastBeside) = (status, also);
            if (status.Run.HasEnded || left <= TimeSpan.Zero)
                return status;
            await Task.Delay(left < pause ? left : pause, time, cancel);
            pause = pause * 2 < Longest ? pause * 2 : Longest;
        }
    }

    /// <summary>The status; null when the store did not answer and need not.</summary>
    private async Task<RunStatus?> LookAsync(RunId id, bool must, CancellationToken cancel)
    {
        try
        {
            return await reader.ReadAsync(id, cancel);
        }
        catch (StoreUnavailableException) when (!must)
        {
            return null;
        }
    }

    private static async Task<string?> LookBesideAsync(Func<RunStatus, Task<string?>> beside, RunStatus status, string? known)
    {
        try
        {
            return await beside(status);
        }
        catch (StoreUnavailableException)
        {
            return known;
        }
    }

    private static bool Differs(RunStatus before, RunStatus now) =>
        (before.State, before.Counts, before.Running, before.Reason?.Cause, before.Reason?.Text)
        != (now.State, now.Counts, now.Running, now.Reason?.Cause, now.Reason?.Text);
}
