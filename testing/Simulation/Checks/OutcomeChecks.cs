using Muster.Chunks;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Testing.Simulation.Fleet;
using Muster.Testing.Simulation.Scenarios;

namespace Muster.Testing.Simulation.Checks;

/// <summary>Promise 3: a point's outcome is recorded once per round, is what really happened, and never changes.</summary>
internal sealed class OutcomeChecks(SimulatedSweep sim)
{
    private readonly Dictionary<string, SimExecution> executions = new(StringComparer.Ordinal);
    private readonly HashSet<string> recorded = new(StringComparer.Ordinal);
    private readonly HashSet<(int Round, long Point)> ended = [];
    private readonly Dictionary<long, PointState> latest = [];

    public void Started(SimExecution execution) => executions.Add(execution.Id, execution);

    /// <summary>How a point ended last; pending when it never did.</summary>
    public PointState Of(long point) => latest.GetValueOrDefault(point, PointState.Pending);

    public PointCounts CountsWithout(IndexSet points) =>
        latest.Where(pair => !points.Contains(pair.Key)).Aggregate(default(PointCounts), (counts, pair) => counts.With(pair.Value));

    public void Wrote(ChunkRecord? before, ChunkRecord after)
    {
        for (var offset = 0; offset < after.Entries.Count; offset++)
        {
            var old = before?.Entries[offset] ?? PointEntry.New;
            if (!ReferenceEquals(old, after.Entries[offset]))
                Changed(after.Key, PointOf(after.Key, offset), old, after.Entries[offset]);
        }
    }

    public long PointOf(ChunkKey key, int offset)
    {
        var run = sim.Records.Run(key.Run)!;
        var round = run.Round.Number == key.Round ? run.Round : run.EarlierRounds.First(round => round.Number == key.Round);
        return round.Pools[key.Pool].PointAt(key.Number, offset);
    }

    private void Changed(ChunkKey chunk, long point, PointEntry before, PointEntry after)
    {
        sim.World.Require(!before.State.IsTerminal(), 3, () => $"Point {point} of chunk {chunk} had ended as {before.State} and was written again as {after.State}.");
        sim.World.Require(before.Attempts.SequenceEqual(after.Attempts.Take(before.Attempts.Count)), 3, () => $"Attempts of point {point} of chunk {chunk} were lost.");
        foreach (var attempt in after.Attempts.Skip(before.Attempts.Count))
            Attempted(point, attempt);
        if (!after.State.IsTerminal())
            return;
        sim.World.Require(ended.Add((chunk.Round, point)), 3, () => $"Point {point} ended twice in round {chunk.Round}.");
        latest[point] = after.State;
        RequireRightState(point, after, sim.Records.Run(chunk.Run)!.CancelledPoints.Contains(point));
    }

    private void Attempted(long point, AttemptRecord attempt)
    {
        sim.World.Require(recorded.Add(attempt.Output!), 3, () => $"The execution {attempt.Output} of point {point} was recorded twice.");
        var really = executions.GetValueOrDefault(attempt.Output!);
        sim.World.Require(really is not null && really.Order.Point == point && really.Outcome == attempt, 3, () => $"Point {point} has an attempt that never was: {attempt}.");
    }

    private void RequireRightState(long point, PointEntry entry, bool isCancelled)
    {
        var policy = sim.Scenario.Retry;
        var last = entry.Last;
        var right = last is { End: AttemptEnd.Exited, ExitCode: 0 } ? PointState.Succeeded
            : last?.End == AttemptEnd.Exited && (entry.ChargedAttempts >= policy.MaxAttempts || !SimRetry.IsRetried(policy, last.ExitCode!.Value)) ? PointState.Failed
            : isCancelled ? PointState.Cancelled
            : PointState.Pending;
        sim.World.Require(entry.State == right, 3, () => $"Point {point} was recorded as {entry.State}; after {entry.Attempts.Count} attempts, the last {last?.End} {last?.ExitCode}, it is {right}.");
        sim.World.Require(entry.ChargedAttempts <= policy.MaxAttempts, 3, () => $"Point {point} was tried {entry.ChargedAttempts} times; {policy.MaxAttempts} are allowed.");
    }
}
