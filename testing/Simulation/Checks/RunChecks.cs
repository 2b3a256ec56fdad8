using Muster.Runs;
using Muster.Sets;
using Muster.Sweeps;

namespace Muster.Testing.Simulation.Checks;

/// <summary>Promises 1, 3, 7 and 10, as the run's record shows them, and 11 for its lock.</summary>
internal sealed class RunChecks(SimulatedSweep sim, OutcomeChecks outcomes)
{
    private readonly Dictionary<RunId, string> acknowledged = [];
    private int cancelledRound;
    private TimeSpan lockWrittenAt;

    public void Acknowledged(RunId run, string digest)
    {
        sim.World.Require(!acknowledged.TryGetValue(run, out var other) || other == digest, 1, () => $"Two specs were acknowledged as run {run}.");
        acknowledged[run] = digest;
        RequireKept();
    }

    public void CancelAcknowledged(RunRecord run)
    {
        sim.World.Note("run", "cancel acknowledged");
        cancelledRound = Math.Max(cancelledRound, run.Round.Number);
        RequireCancelKept(sim.Records.Run(run.Id)!);
    }

    public void Wrote(RunRecord? before, RunRecord after)
    {
        if (before is not null)
        {
            sim.World.Require(before.SpecDigest == after.SpecDigest && before.PointCount == after.PointCount, 1, () => $"Run {after.Id} is another one now.");
            RequireLegalMove(before, after);
            RequireRightLock(before, after);
        }

        RequireKept();
        RequireCancelKept(after);
        RequireRightProgress(before, after);
        sim.World.Require(after.BudgetUsd is not { } budget || after.SpentUsd <= budget, 5, () => $"{after.SpentUsd} USD were spent of {after.BudgetUsd}.");
        if (after.State.IsTerminal() && before?.State.IsTerminal() == false)
            RequireRightEnd(after);
    }

    public void Settled()
    {
        RequireKept();
        var run = sim.Records.Run(sim.Scenario.Run.Id)!;
        RequireCancelKept(run);
        sim.World.Require(run.Lock?.Owner is null, 11, () => $"Run {run.Id} ended and is still locked by {run.Lock?.Owner}.");
    }

    private void RequireKept()
    {
        foreach (var (id, digest) in acknowledged)
            sim.World.Require(sim.Records.Run(id)?.SpecDigest == digest, 1, () => $"Run {id} was acknowledged with {digest} and is {sim.Records.Run(id)?.SpecDigest ?? "gone"}.");
    }

    private void RequireCancelKept(RunRecord run) =>
        sim.World.Require(run.Round.Number != cancelledRound || run.Desired == DesiredState.Cancelled, 7, () => $"The cancel of round {cancelledRound} was acknowledged and is gone.");

    private void RequireLegalMove(RunRecord before, RunRecord after)
    {
        if (after.Round.Number > before.Round.Number)
            sim.World.Note("run", "round opens");
        var retried = after.Round.Number == before.Round.Number + 1;
        sim.World.Require(retried || ReferenceEquals(after.Round, before.Round), 3, () => $"Round {before.Round.Number} became another one.");
        sim.World.Require(!retried || (before.State.IsTerminal() && after is { State: RunState.Ready, Desired: DesiredState.Run }), 3, () => $"A retry took the run from {before.State} to {after.State}.");
        sim.World.Require(retried || before.Desired != DesiredState.Cancelled || after.Desired == DesiredState.Cancelled, 7, () => "A cancel was undone.");
        sim.World.Require(retried ? after.CancelledPoints.Count == 0 : before.CancelledPoints.Except(after.CancelledPoints).Count == 0, 7, () => $"Points {before.CancelledPoints} were cancelled; now {after.CancelledPoints} are.");
        var legal = (before.State, after.State) switch
        {
            _ when retried || before.State == after.State => true,
            (RunState.Ready, RunState.InProgress or RunState.Cancelled or RunState.Ignored) => true,
            (RunState.Error, RunState.Ignored) => true,
            (RunState.Ignored, RunState.Ready) => true,
            (RunState.InProgress, RunState.Complete or RunState.Error or RunState.Cancelled) => true,
            _ => false,
        };
        sim.World.Require(legal, 3, () => $"The run went from {before.State} to {after.State}.");
    }

    private void RequireRightLock(RunRecord before, RunRecord after)
    {
        if (Equals(before.Lock, after.Lock))
            return;
        var (old, next) = (before.Lock, after.Lock!);
        if (next.Epoch == old?.Epoch)
        {
            sim.World.Require(next.Owner == old.Owner || (next.Owner is null && (after.State.IsTerminal() || after.IsHeld)), 2, () => $"The lock went from {old.Owner} to {next.Owner} under the same epoch.");
        }
        else
        {
            sim.World.Note(next.Owner!, old?.Owner is null ? "takes the lock" : "takes the lock over");
            sim.World.Require(next.Epoch == (old?.Epoch ?? 0) + 1, 2, () => $"The lock went from epoch {old?.Epoch} to {next.Epoch}.");
            var waited = sim.World.Now - lockWrittenAt;
            var holderLives = old?.Owner is { } owner && sim.Coordinators.Exists(process => owner.StartsWith(process.Name + "/", StringComparison.Ordinal));
            // Whoever forgot that it holds the lock may take it again: its earlier ticks are over, and their writes bear an older epoch.
            var isOwn = sim.Scenario.Forgets is not null && old?.Owner == next.Owner;
            sim.World.Require(old?.Owner is null || isOwn || waited >= old.Duration || (sim.Scenario.OneMachine && !holderLives), 11, () => $"{next.Owner} took the lock of {old!.Owner} after {waited.TotalSeconds:0.###} s; it holds {old.Duration.TotalSeconds} s.");
        }

        lockWrittenAt = sim.World.Now;
    }

    private void RequireRightProgress(RunRecord? before, RunRecord after)
    {
        if (before is not null && ReferenceEquals(before.Round, after.Round) && before.Progress.Counts == after.Progress.Counts
            && before.Progress.CountedChunks.SequenceEqual(after.Progress.CountedChunks))
            return;
        var counts = default(PointCounts);
        foreach (var pool in after.Round.Pools)
        {
            var counted = after.Progress.Of(pool.Number);
            foreach (var number in counted.Members)
            {
                var chunk = sim.Records.Chunk(new(after.Id, after.Round.Number, pool.Number, number));
                sim.World.Require(chunk?.IsClosed == true, 3, () => $"Chunk {number} of pool {pool.Number} was counted, but it is not closed.");
                counts += chunk?.Counts ?? default;
            }

            var earlier = before?.Round == after.Round ? before.Progress.Of(pool.Number) : IndexSet.Empty;
            sim.World.Require(earlier.Except(counted).Count == 0, 8, () => $"Chunks {earlier.Except(counted)} of pool {pool.Number} are not counted any more.");
        }

        sim.World.Require(counts == after.Progress.Counts, 3, () => $"The run says {after.Progress.Counts}; the counted chunks say {counts}.");
    }

    private void RequireRightEnd(RunRecord run)
    {
        sim.World.Note("run", $"ends as {run.State}");
        sim.World.Require(run.State == RunState.Ignored || run.SpentUsd == (sim.Records.Book(run.Id)?.SettledUsd ?? 0), 5, () => $"The run says that it cost {run.SpentUsd} USD; {sim.Records.Book(run.Id)?.SettledUsd} were settled.");
        var running = sim.Cloud.Alive.Sum(machine => machine.Running);
        if (run.State == RunState.Ignored)
        {
            sim.World.Require(running == 0, 3, () => $"The run is set aside while {running} points run.");
            return;
        }

        sim.World.Require(running == 0, run.State == RunState.Cancelled ? 7 : 3, () => $"The run ended as {run.State} while {running} points run.");
        if (run.State == RunState.Cancelled)
        {
            sim.World.Require(run.Desired == DesiredState.Cancelled, 7, () => "The run ended as Cancelled, but nobody cancelled it.");
            return;
        }

        sim.World.Require(run.Desired != DesiredState.Cancelled, 7, () => $"The run was cancelled and ended as {run.State}.");
        sim.World.Require(run.Progress.Covers(run.Round), 3, () => $"The run ended as {run.State}, but not all of its chunks are closed.");
        var truth = outcomes.CountsWithout(IndexSet.Empty);
        sim.World.Require(run.Counts == truth, 3, () => $"The run ended with {run.Counts}; the points say {truth}.");
        var missed = run.PointCount - truth.Succeeded;
        var complete = missed == 0 || (truth.Succeeded > 0 && Tolerates(run.ToleratedFailures, missed, run.PointCount));
        sim.World.Require(complete == (run.State == RunState.Complete), 10, () => $"The run ended as {run.State}; {missed} of {run.PointCount} points did not succeed, and {run.ToleratedFailures} are tolerated.");
    }

    private static bool Tolerates(Tolerance tolerance, long missed, long total) =>
        tolerance.Count is { } count ? missed <= count : missed / (decimal)total * 100 <= tolerance.Percent!.Value;
}
