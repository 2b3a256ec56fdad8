using Muster.Cli.Jobs;
using Muster.Cli.Stores;
using Muster.Jobs;
using Muster.Logs;
using Muster.Operations;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Cli.Logs;

/// <summary>What is meant where a question about output leaves it open.</summary>
internal static class LogChoice
{
    /// <summary>The jobs that are wanted; null: the run has none.</summary>
    public static async Task<FollowedJobs?> JobsAsync(StoreContext store, RunRecord run, IReadOnlyList<string>? ids, CancellationToken cancel)
    {
        if (ids is not null)
            return await JobReader.GraphAsync(store.Ports.Blobs, run, cancel) is var graph ? new(graph, JobOptions.PlacesOf(run, graph, ids)) : null;
        try
        {
            return await JobReader.FindGraphAsync(store.Ports.Blobs, run, cancel) is { } all ? new(all, JobOptions.PlacesOf(run, all, null)) : null;
        }
        catch (SpecGoneException)
        {
            return null; // what points wrote can be read without it
        }
    }

    /// <summary>The only point, or else the first failed one: that is what people look for.</summary>
    public static async Task<long> UsualAsync(StoreContext store, RunRecord run, CancellationToken cancel)
    {
        if (run.PointCount == 1)
            return 0;
        await foreach (var point in new PointList(store.Ports).ReadAsync(run, new() { Standings = [PointStanding.Failed] }, cancel))
            return point.Index;
        throw new UsageException($"No point of run {run.Id} ({run.Name}) failed, so say which one: muster logs {run.Id} INDEX, with an index from 0 to {run.PointCount - 1}.");
    }
}
