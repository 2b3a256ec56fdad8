using Muster.Points;
using Muster.Runs;

namespace Muster.Operations;

/// <summary>
/// Finds the points that failed last, at a cost that does not grow with the run: points start in the order of their indexes, so they
/// are looked for among the chunks that were handed out last. Failures of points that ran very long may be missed.
/// </summary>
/// <param name="ports">What it works with.</param>
public sealed class RecentFailures(RunPorts ports)
{
    private const int MostChunks = 256;
    private const int MostPools = 4;

    /// <summary>The points of the run's round that failed last, the last one first.</summary>
    /// <param name="run">The run.</param>
    /// <param name="most">1 or more.</param>
    /// <param name="cancel">Ends the call.</param>
    public async Task<IReadOnlyList<PointView>> FindAsync(RunRecord run, int most, CancellationToken cancel = default)
    {
        var failed = new List<PointView>();
        foreach (var pool in run.Round.Pools.Take(MostPools))
        {
            var key = new Chunks.PoolKey(run.Id, run.Round.Number, pool.Number);
            var last = Math.Min((await ports.Store.GetHintsAsync(key, cancel)).Cursor, pool.ChunkCount) - 1;
            if (last < 0)
                continue;
            foreach (var chunk in await ports.Store.ListChunksAsync(key, Math.Max(0, last - MostChunks + 1), last, MostChunks, cancel))
                failed.AddRange(FailedOf(chunk, pool));
        }

        return [.. failed.OrderByDescending(point => point.EndedAt ?? DateTimeOffset.MinValue).Take(most)];
    }

    private static IEnumerable<PointView> FailedOf(Chunks.ChunkRecord chunk, Chunks.PoolPlan pool)
    {
        for (var i = 0; i < chunk.Entries.Count; i++)
        {
            if (chunk.Entries[i].State == PointState.Failed)
                yield return new(pool.PointAt(chunk.Key.Number, i), PointStanding.Failed, chunk.Key.Round, chunk.Entries[i], null);
        }
    }
}
