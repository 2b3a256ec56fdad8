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
            RunTransitions.Require(run.State, report.State, report.State == RunState.Ignored ? RunMove.Ignore : RunMove.Progress);
        var ended = report.State.IsTerminal();
        return run.Next(now) with
        {
            State = report.State,
            Desired = report.State == RunState.Ignored ? DesiredState.Run : run.Desired,
            Progress = report.Progress,
            SpentUsd = report.SpentUsd,
            Reason = report.Reason,
            StartedAt = run.StartedAt ?? (report.State == RunState.InProgress ? now : null),
            CompletedAt = ended && report.State != RunState.Ignored ? now : null,
            Lock = held with { Owner = ended || report.GivesLockBack ? null : held.Owner, Renewals = held.Renewals + 1 },
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

    /// <summary>
    /// Some points are not to be run any more. Those that have ended stay as they are.
    /// </summary>
    /// <returns>The record; the same one when they are cancelled already; null when the run is terminal.</returns>
    public static RunRecord? CancelPoints(this RunRecord run, IndexSet points, DateTimeOffset now) =>
        run.State.IsTerminal() ? null
        : points.Except(run.CancelledPoints).Count == 0 ? run
        : run.Next(now) with { CancelledPoints = run.CancelledPoints.Union(points) };

    /// <summary>The lock's holder gives the run up, because it can never start.</summary>
    /// <param name="run">The record; nothing of it has started.</param>
    /// <param name="epoch">The holder's epoch; the record must bear it.</param>
    /// <param name="reason">Why it never starts.</param>
    /// <param name="now">The time (UTC).</param>
    public static RunRecord GiveUp(this RunRecord run, long epoch, WaitReason reason, DateTimeOffset now) =>
        run.Report(epoch, new(RunState.Cancelled, run.Progress, run.SpentUsd, reason), now) with { Desired = DesiredState.Cancelled };

    /// <summary>The lock's holder failed: whoever saw it end says why, and gives its lock back, so that the next one need not wait for it.</summary>
    /// <param name="run">The record.</param>
    /// <param name="owner">The holder that failed.</param>
    /// <param name="reason">How.</param>
    /// <param name="now">The time (UTC).</param>
    /// <returns>The record; null when the lock is not its any more, or the run has ended.</returns>
    public static RunRecord? CoordinatorFailed(this RunRecord run, string owner, WaitReason reason, DateTimeOffset now) =>
        run.Lock is { } held && held.Owner == owner && !run.State.IsTerminal() && run.DeletingSince is null
            ? run.Next(now) with { Reason = reason, Lock = held with { Owner = null, Renewals = held.Renewals + 1 } }
            : null;

    /// <summary>
    /// The run is held: at once when nothing of it can be running, or it ended in error and is set aside; else whoever has its
    /// lock lets its points end first.
    /// </summary>
    /// <returns>The record; the same one when it is held already; null when it cannot be held: it has ended otherwise, or is being cancelled.</returns>
    public static RunRecord? Hold(this RunRecord run, DateTimeOffset now) => run switch
    {
        { IsHeld: true } => run,
        { State: RunState.Error } or { State: RunState.Ready, Desired: DesiredState.Run, Lock: null or { Owner: null } } => run.SetAside(now),
        { State: RunState.Ready or RunState.InProgress, Desired: DesiredState.Run } => run.Next(now) with { Desired = DesiredState.Held },
        _ => null,
    };

    /// <summary>The run is released, and wants work again.</summary>
    /// <returns>The record; null when it is not held.</returns>
    public static RunRecord? Release(this RunRecord run, DateTimeOffset now)
    {
        if (!run.IsHeld)
            return null;
        var reason = run.Lock?.Owner is null ? null : new WaitReason(WaitCause.Hold, "It has just been released, and goes on as soon as its coordinator looks again.");
        var next = run.Next(now) with { Desired = DesiredState.Run, Reason = reason };
        if (run.State != RunState.Ignored)
            return next;
        RunTransitions.Require(run.State, RunState.Ready, RunMove.Release);
        return next with { State = RunState.Ready, StartedAt = null, CompletedAt = null };
    }

    /// <summary>Other limits for a run. Points that run are left alone; of fewer slots, those that are too many end with their points.</summary>
    /// <param name="run">The record.</param>
    /// <param name="priority">Its priority from now on; null: as it is.</param>
    /// <param name="maxConcurrent">Most points at once from now on; null: as it is.</param>
    /// <param name="now">The time (UTC).</param>
    /// <returns>The record; the same one when nothing changes.</returns>
    public static RunRecord Update(this RunRecord run, Priority? priority, MaxConcurrent? maxConcurrent, DateTimeOffset now)
    {
        var (level, most) = (priority ?? run.Priority, maxConcurrent is { } limit ? limit.Points : run.MaxConcurrent);
        return (level, most) == (run.Priority, run.MaxConcurrent) ? run : run.Next(now) with { Priority = level, MaxConcurrent = most };
    }

    private static RunRecord SetAside(this RunRecord run, DateTimeOffset now)
    {
        RunTransitions.Require(run.State, RunState.Ignored, RunMove.Ignore);
        return run.Next(now) with { State = RunState.Ignored, Desired = DesiredState.Run, Reason = RunEnd.HeldReason(run) };
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
            CancelledPoints = IndexSet.Empty,
            Settled = settled,
            Progress = RoundProgress.None,
            Reason = null,
            StartedAt = null,
            CompletedAt = null,
        };
    }

    /// <summary>Its logs are being pruned: what its attempts wrote goes, but for their results.</summary>
    public static RunRecord PruneLogs(this RunRecord run, DateTimeOffset now) => run.Next(now) with { LogsPrunedAt = now };

    /// <summary>It is being deleted: the last change of a run.</summary>
    /// <param name="run">The record; its state is terminal.</param>
    /// <param name="now">The time (UTC).</param>
    public static RunRecord Delete(this RunRecord run, DateTimeOffset now)
    {
        if (!run.State.IsTerminal())
            throw new InvalidOperationException($"Run {run.Id} is {run.State}; only a run that has ended or was set aside is deleted.");
        return run.Next(now) with { DeletingSince = now };
    }

    private static RunRecord Next(this RunRecord run, DateTimeOffset now) => run.DeletingSince is null
        ? run with { Version = run.Version + 1, UpdatedAt = now }
        : throw RunDeletingException.Of(run);
}

/// <summary>A run is being deleted, so nothing else is done with it.</summary>
public sealed class RunDeletingException : Exception
{
    private RunDeletingException(string message) : base(message) { }

    /// <summary>The error for a run.</summary>
    public static RunDeletingException Of(RunRecord run) => new($"Run {run.Id} ({run.Name}) is being deleted; nothing else can be done with it. Finish it: muster delete {run.Id}");
}

/// <summary>What a coordinator reports of its run.</summary>
/// <param name="State">Where the run stands.</param>
/// <param name="Progress">The counted chunks.</param>
/// <param name="SpentUsd">Money spent so far in USD.</param>
/// <param name="Reason">Why it waits or ended; null: nothing to say.</param>
public sealed record RunReport(RunState State, RoundProgress Progress, decimal SpentUsd, WaitReason? Reason)
{
    /// <summary>Whether the holder gives the lock back although the run has not ended: it is held, and nothing of it runs. Default false.</summary>
    public bool GivesLockBack { get; init; }
}

/// <summary>Most points of a run at once.</summary>
/// <param name="Points">1 or more; null: as many as there are slots.</param>
public readonly record struct MaxConcurrent(int? Points);

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
        RunState.Ignored => HeldReason(run),
        RunState.Ready or RunState.InProgress => throw new ArgumentOutOfRangeException(nameof(end), end, "A run does not end in this state."),
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "An unknown run state."),
    };

    /// <summary>Why a run that is held waits.</summary>
    public static WaitReason HeldReason(RunRecord run) => new(WaitCause.Hold, $"It is held, and starts nothing until it is released: muster release {run.Id}");

    private static string Tolerated(Tolerance may) =>
        may == Tolerance.None ? "none is tolerated" : $"at most {may} {(may.Count == 1 ? "is" : "are")} tolerated";

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
            (_, 0) => $"{failed} of {total} points failed; {Tolerated(may)}.",
            (0, _) when may == Tolerance.None || whatever.Length > 0 => $"{still}{whatever}; run them with: {retry}",
            (0, _) => $"{still}; {Tolerated(may)}. Run them with: {retry}",
            _ when whatever.Length > 0 => $"No point succeeded{whatever}: {failed} of {total} failed, {cancelled} {(cancelled == 1 ? "is" : "are")} still cancelled. Run them with: {retry}",
            _ => $"{failed} of {total} points failed and {cancelled} {(cancelled == 1 ? "is" : "are")} still cancelled; {Tolerated(may)}. Run them with: {retry}",
        };
    }
}
