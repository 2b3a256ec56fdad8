using Muster.Coordination;
using Muster.Sets;
using Muster.Sweeps;

namespace Muster.Runs;

/// <summary>Every change of a run's record, as a pure function from the record read to the record to be written.</summary>
public static class RunChanges
{
    /// <summary>A coordinator takes the lock under the next epoch.</summary>
    public static RunRecord TakeLock(this RunRecord run, string owner, TimeSpan duration, DateTimeOffset now) =>
        run.Next(now) with { Lock = new(owner, (run.Lock?.Epoch ?? 0) + 1, 0, duration) };

    /// <summary>The lock's holder reports progress and renews its lock.</summary>
    /// <param name="run">The record.</param>
    /// <param name="epoch">The holder's epoch; the record must bear it.</param>
    /// <param name="report">What it reports.</param>
    /// <param name="now">The time (UTC).</param>
    public static RunRecord Report(this RunRecord run, long epoch, RunReport report, DateTimeOffset now)
    {
        if (run.Lock is not { } held || held.Epoch != epoch)
            throw new InvalidOperationException($"Run {run.Id} is locked under epoch {run.Lock?.Epoch}, not {epoch}; only the holder reports.");
        if (report.State != run.State)
            RunTransitions.Require(run.State, report.State, RunMove.Progress);
        var ended = report.State.IsTerminal();
        return run.Next(now) with
        {
            State = report.State,
            Progress = report.Progress,
            SpentUsd = report.SpentUsd,
            Reason = report.Reason,
            StartedAt = run.StartedAt ?? (report.State == RunState.InProgress ? now : null),
            CompletedAt = ended ? now : null,
            Lock = held with { Owner = ended ? null : held.Owner, Renewals = held.Renewals + 1 },
        };
    }

    /// <summary>A cancel is wished. In a terminal state there is nothing to cancel.</summary>
    /// <returns>The record; null when the run is terminal.</returns>
    public static RunRecord? Cancel(this RunRecord run, DateTimeOffset now) =>
        run.State.IsTerminal() ? null : run.Desired == DesiredState.Cancelled ? run : run.Next(now) with { Desired = DesiredState.Cancelled };

    /// <summary>
    /// A cancel ends the run at once, because it has not started and nobody holds its lock: nothing of it can run. Whoever
    /// takes the lock at the same time is refused, or refuses this write.
    /// </summary>
    /// <returns>The record; null when somebody may have started it.</returns>
    public static RunRecord? CancelUnstarted(this RunRecord run, DateTimeOffset now)
    {
        if (run.State != RunState.Ready || run.Lock?.Owner is not null)
            return null;
        RunTransitions.Require(run.State, RunState.Cancelled, RunMove.Progress);
        return run.Next(now) with
        {
            State = RunState.Cancelled,
            Desired = DesiredState.Cancelled,
            Reason = RunEnd.Reason(run, run.Settled, RunState.Cancelled),
            CompletedAt = now,
        };
    }

    /// <summary>A retry opens the next round.</summary>
    /// <param name="run">The record; its state allows a retry.</param>
    /// <param name="round">The round, numbered one more than the last.</param>
    /// <param name="settled">How the points that are not in it had ended.</param>
    /// <param name="now">The time (UTC).</param>
    public static RunRecord Retry(this RunRecord run, RoundPlan round, PointCounts settled, DateTimeOffset now)
    {
        RunTransitions.Require(run.State, RunState.Ready, RunMove.Retry);
        if (round.Number != run.Round.Number + 1)
            throw new ArgumentException($"Round {round.Number} cannot follow round {run.Round.Number}.", nameof(round));
        return run.Next(now) with
        {
            State = RunState.Ready,
            Desired = DesiredState.Run,
            Round = round,
            EarlierRounds = [.. run.EarlierRounds, run.Round],
            Settled = settled,
            Progress = RoundProgress.None,
            Reason = null,
            StartedAt = null,
            CompletedAt = null,
        };
    }

    private static RunRecord Next(this RunRecord run, DateTimeOffset now) => run with { Version = run.Version + 1, UpdatedAt = now };
}

/// <summary>What a coordinator reports of its run.</summary>
/// <param name="State">Where the run stands.</param>
/// <param name="Progress">The counted chunks.</param>
/// <param name="SpentUsd">Money spent so far in USD.</param>
/// <param name="Reason">Why it waits or ended; null: nothing to say.</param>
public sealed record RunReport(RunState State, RoundProgress Progress, decimal SpentUsd, WaitReason? Reason);

/// <summary>How a run ends.</summary>
public static class RunEnd
{
    /// <summary>The state of a run whose points have all ended, or which was cancelled and has nothing running (promise 10).</summary>
    public static RunState Decide(RunRecord run, PointCounts counts) =>
        run.Desired == DesiredState.Cancelled ? RunState.Cancelled
        : run.ToleratedFailures.Allows(run.PointCount - counts.Succeeded, run.PointCount) ? RunState.Complete
        : RunState.Error;

    /// <summary>Why it ended so; null for a success without failures.</summary>
    public static WaitReason? Reason(RunRecord run, PointCounts counts, RunState end) => end switch
    {
        RunState.Cancelled => new(WaitCause.Cancel, $"The run was cancelled; {counts.Ended} of {run.PointCount} points had ended."),
        RunState.Complete when counts.Succeeded == run.PointCount => null,
        RunState.Complete or RunState.Error => new(counts.Failed > 0 ? WaitCause.Failure : WaitCause.Cancel, Missed(run, counts)),
        RunState.Ready or RunState.InProgress or RunState.Ignored => throw new ArgumentOutOfRangeException(nameof(end), end, "A run does not end in this state."),
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "An unknown run state."),
    };

    /// <summary>Which points did not succeed, and why that was too many. Of a cancelled run, a round may have run only some of the rest.</summary>
    private static string Missed(RunRecord run, PointCounts counts)
    {
        var (total, failed, may) = (run.PointCount, counts.Failed, run.ToleratedFailures);
        var cancelled = total - counts.Succeeded - failed;
        var whatever = counts.Succeeded == 0 && may != Tolerance.None ? ", which is an error whatever tolerated_failures allows" : "";
        var still = $"{cancelled} of {total} points {(cancelled == 1 ? "is" : "are")} still cancelled";
        var retry = $"muster retry {run.Id}";
        return (failed, cancelled) switch
        {
            (_, 0) when failed == total => $"{(total == 1 ? "The only point" : $"All {total} points")} failed{whatever}.",
            (_, 0) => $"{failed} of {total} points failed; {may} may.",
            (0, _) when may == Tolerance.None || whatever.Length > 0 => $"{still}{whatever}; run them with: {retry}",
            (0, _) => $"{still}; {may} may be. Run them with: {retry}",
            _ when whatever.Length > 0 => $"No point succeeded{whatever}: {failed} of {total} failed, {cancelled} {(cancelled == 1 ? "is" : "are")} still cancelled. Run them with: {retry}",
            _ => $"{failed} of {total} points failed and {cancelled} {(cancelled == 1 ? "is" : "are")} still cancelled; {may} may. Run them with: {retry}",
        };
    }
}
