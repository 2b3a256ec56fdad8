using Muster.Chunks;
using Muster.Graphs;
using Muster.Points;
using Muster.Testing.Simulation.Fleet;
using Muster.Testing.Simulation.Graphs;

namespace Muster.Testing.Simulation.Checks;

/// <summary>
/// Promises 2, 3, 4 and 10 for job graphs: a job runs in one place and after those that it depends on, no more of them than allowed, and not again once the point's line names a state in
/// which it has succeeded. A crash of a process costs the jobs that ran; a lost machine also what was not kept yet. A point's outcome is that of its jobs.
/// </summary>
internal sealed class GraphChecks(SimulatedSweep sim)
{
    private readonly Dictionary<(int Round, long Point), Truth> graphs = [];

    /// <summary>What is true of one point's graph, whatever anybody believes.</summary>
    private sealed class Truth
    {
        public Dictionary<int, SimMachine> Running { get; } = [];

        /// <summary>Under which epoch of the chunk each job has succeeded last.</summary>
        public Dictionary<int, long> SucceededUnder { get; } = [];

        /// <summary>Jobs that the last state has as succeeded which the point's line named.</summary>
        public HashSet<int> Named { get; set; } = [];

        /// <summary>The same of the state to which the last journal leads that was written, and on which disk that is.</summary>
        public HashSet<int> WrittenDown { get; set; } = [];

        public SimDisk? Disk { get; set; }
    }

    public void TakenUp(SimGraph graph, GraphState state, bool isCut)
    {
        var (truth, has) = (Of(graph.Key), Succeeded(state));
        RequireAll(graph, truth.Named, has, "the point's line had as succeeded");
        if (truth.Disk == graph.Machine.Disk && !isCut)
            RequireAll(graph, truth.WrittenDown, has, "this machine's journal had as succeeded");
        (truth.Disk, truth.WrittenDown) = (graph.Machine.Disk, has);
    }

    /// <summary>Its journal has grown.</summary>
    public void WrittenDown(SimGraph graph)
    {
        var truth = Of(graph.Key);
        if (truth.Disk == graph.Machine.Disk)
            truth.WrittenDown = Succeeded(graph.State);
    }

    public void Started(SimGraph graph, int job)
    {
        var (truth, spec) = (Of(graph.Key), graph.State.Spec);
        var chunk = sim.Records.Chunk(graph.Order.Chunk);
        sim.World.Require(chunk?.Owner == graph.Machine.Token, 2, () => $"{Name(graph, job)} was started by {graph.Machine.Token}; the chunk is {chunk?.Owner ?? "nobody"}'s.");
        sim.World.Require(truth.Running.TryAdd(job, graph.Machine), 2, () => $"{Name(graph, job)} was started by {graph.Machine.Token} while it runs on {truth.Running[job].Token}.");
        sim.World.Require(truth.Running.Count <= spec.MaxParallel, 4, () => $"{truth.Running.Count} jobs of point {graph.Order.Point} run; {spec.MaxParallel} may.");
        sim.World.Require(!truth.Named.Contains(job), 3, () => $"{Name(graph, job)} was started again; the point's line names a state in which it has succeeded.");
        sim.World.Require(truth.SucceededUnder.GetValueOrDefault(job, -1) != graph.Order.Epoch, 3, () => $"{Name(graph, job)} was started again under epoch {graph.Order.Epoch}, under which it had succeeded.");
        foreach (var needed in graph.State.Graph.DependenciesOf(job))
            sim.World.Require(truth.SucceededUnder.ContainsKey(needed), 3, () => $"{Name(graph, job)} was started, but job {needed}, on which it depends, has not succeeded.");
    }

    public void Ended(SimGraph graph, int job, AttemptRecord attempt)
    {
        var truth = Of(graph.Key);
        truth.Running.Remove(job);
        if (attempt is { End: AttemptEnd.Exited, ExitCode: 0 })
            truth.SucceededUnder[job] = graph.Order.Epoch;
    }

    /// <summary>Nothing of a point runs on a machine any more: its jobs have ended, or the machine is dead.</summary>
    public void Stopped(SimExecution execution)
    {
        if (!graphs.TryGetValue((execution.Order.Chunk.Round, execution.Order.Point), out var truth))
            return;
        var left = truth.Running.Where(pair => pair.Value == execution.Machine).Select(pair => pair.Key).ToList();
        sim.World.Require(left.Count == 0 || !execution.Machine.IsAlive, 3, () => $"Point {execution.Order.Point} ended while jobs {string.Join(", ", left)} of it run.");
        left.ForEach(job => truth.Running.Remove(job));
    }

    /// <summary>A graph has ended.</summary>
    public void Ended(SimGraph graph, GraphOutcome outcome)
    {
        var truth = Of(graph.Key);
        var missing = Enumerable.Range(0, graph.State.Jobs.Count).Where(job => !truth.SucceededUnder.ContainsKey(job)).ToList();
        sim.World.Require(
            outcome is not { End: AttemptEnd.Exited, Code: 0 } || missing.Count == 0, 10, () => $"The graph of point {graph.Order.Point} ended well; jobs {string.Join(", ", missing)} have not succeeded.");
        sim.World.Require(
            outcome.End != AttemptEnd.Exited || outcome.Code == 0 || graph.State.Jobs.Any(job => job.State == JobState.Failed),
            10,
            () => $"The graph of point {graph.Order.Point} ended with code {outcome.Code}; none of its jobs failed.");
        // What a machine did that was lost before it told, others do again, and it may fail then: only this graph's own jobs count.
        sim.World.Require(outcome.End != AttemptEnd.Exited || outcome.Code == 0 || graph.State.Jobs.Any(job => job.State != JobState.Succeeded), 10, () => $"The graph of point {graph.Order.Point} ended with code {outcome.Code}; all of its jobs have succeeded.");
    }

    public void Wrote(ChunkRecord? before, ChunkRecord after, Func<int, long> pointAt)
    {
        if (sim.Scenario.Graph is not { } plan)
            return;
        for (var offset = 0; offset < after.Entries.Count; offset++)
        {
            var (old, next) = (before?.Entries[offset], after.Entries[offset]);
            if (ReferenceEquals(old, next))
                continue;
            var point = pointAt(offset);
            if (next.Graph is { } reference && reference != old?.Graph)
                Name((after.Key.Round, point), plan.Spec, reference);
            if (next.State != PointState.Succeeded)
                continue;
            var named = Of((after.Key.Round, point)).Named.Count;
            sim.World.Require(named == plan.Spec.Jobs.Count, 3, () => $"Point {point} was recorded as Succeeded; the state that its line names has {named} of {plan.Spec.Jobs.Count} jobs as succeeded.");
        }
    }

    private void Name((int Round, long Point) key, GraphSpec spec, string reference)
    {
        var bytes = sim.Blobs.Find(reference);
        sim.World.Require(bytes is not null, 3, () => $"The line of point {key.Point} names {reference}, which was not kept.");
        if (bytes is null)
            return;
        var (truth, has) = (Of(key), Succeeded(GraphStateJson.Read(bytes, spec)));
        sim.World.Require(truth.Named.IsSubsetOf(has), 3, () => $"The line of point {key.Point} names {reference}, in which jobs {string.Join(", ", truth.Named.Except(has))} have not succeeded any more.");
        sim.World.Require(has.All(truth.SucceededUnder.ContainsKey), 3, () => $"The line of point {key.Point} names {reference}, in which jobs have succeeded that never did.");
        truth.Named = has;
    }

    private void RequireAll(SimGraph graph, HashSet<int> wanted, HashSet<int> has, string what) => sim.World.Require(
        wanted.IsSubsetOf(has), 3, () => $"{graph.Machine.Token} took up point {graph.Order.Point} without jobs {string.Join(", ", wanted.Except(has).Order())}, which {what}.");

    private static HashSet<int> Succeeded(GraphState state) => [.. Enumerable.Range(0, state.Jobs.Count).Where(job => state.Jobs[job].State == JobState.Succeeded)];

    private static string Name(SimGraph graph, int job) => $"Job {job} of point {graph.Order.Point}";

    private Truth Of((int Round, long Point) key)
    {
        if (!graphs.TryGetValue(key, out var truth))
            graphs.Add(key, truth = new());
        return truth;
    }
}
