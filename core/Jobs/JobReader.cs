using Muster.Graphs;
using Muster.Operations;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Jobs;

/// <summary>Reads where the jobs of points stand. What was read last is kept, since a state is written once under its reference.</summary>
/// <param name="ports">What it works with.</param>
public sealed class JobReader(RunPorts ports)
{
    private (string Reference, GraphState State)? last;

    /// <summary>The graph that each point of a run runs; null: it has none.</summary>
    /// <exception cref="SpecGoneException">The run's spec is not there.</exception>
    public static async Task<GraphSpec?> FindGraphAsync(IBlobStore blobs, RunRecord run, CancellationToken cancel = default) =>
        (await SpecBlobs.ReadSpecAsync(blobs, run, cancel)).Graph;

    /// <summary>The graph that each point of a run runs.</summary>
    /// <exception cref="NoSuchJobException">It has none.</exception>
    /// <exception cref="SpecGoneException">The run's spec is not there.</exception>
    public static async Task<GraphSpec> GraphAsync(IBlobStore blobs, RunRecord run, CancellationToken cancel = default) =>
        await FindGraphAsync(blobs, run, cancel) ?? throw NoSuchJobException.None(run);

    /// <summary>The jobs of a point.</summary>
    /// <param name="status">The run.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="index">The point.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="NoSuchPointException">The index is beyond the run's points.</exception>
    public async Task<PointJobs> ReadAsync(RunStatus status, GraphSpec graph, long index, CancellationToken cancel = default) =>
        await ReadAsync(status, graph, await new PointList(ports).FindAsync(status.Run, index, cancel), cancel);

    /// <summary>The jobs of a point that was read before.</summary>
    public async Task<PointJobs> ReadAsync(RunStatus status, GraphSpec graph, PointView point, CancellationToken cancel = default)
    {
        var (state, problem) = point.Entry.Graph is { } reference ? await StateAsync(status.Run, graph, reference, cancel) : (null, null);
        var isAlive = status.IsLocked && point.Owner is not null;
        return new(status.Run, point, graph, problem is null ? JobJudge.Of(graph, state, point.Standing, isAlive, ports.Time.GetUtcNow()) : []) { Problem = problem };
    }

    /// <summary>What was kept of a point's graph, or why that cannot be read, in a sentence.</summary>
    public async Task<(GraphState? State, string? Problem)> StateAsync(RunRecord run, GraphSpec graph, string reference, CancellationToken cancel = default)
    {
        if (last is { } known && known.Reference == reference)
            return (known.State, null);
        try
        {
            if (await GraphBlobs.ReadStateAsync(ports.Blobs, run.Id, graph, reference, cancel) is not { } state)
                return (null, $"Where its jobs stand was kept as {ports.Blobs.UriOf(GraphBlobs.KeyOf(run.Id, reference))}, which is not there any more. If the run goes on, look again.");
            last = (reference, state);
            return (state, null);
        }
        catch (InvalidDataException damaged)
        {
            return (null, $"Where its jobs stand was kept as {ports.Blobs.UriOf(GraphBlobs.KeyOf(run.Id, reference))}, which cannot be read. {damaged.Message}");
        }
    }
}
