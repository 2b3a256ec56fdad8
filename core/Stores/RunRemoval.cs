using Muster.Chunks;
using Muster.Runs;

namespace Muster.Stores;

/// <summary>What a run's removal is about; alike in every store of records.</summary>
public static class RunRemoval
{
    /// <summary>Throws unless a run is being deleted.</summary>
    /// <exception cref="ArgumentException">Names the run.</exception>
    public static void Require(RunRecord run)
    {
        if (run.DeletingSince is null)
            throw new ArgumentException($"Run {run.Id} is not being deleted; its records stay.", nameof(run));
    }

    /// <summary>The pools of all its rounds, and how many chunks each has.</summary>
    public static IEnumerable<(PoolKey Pool, long Chunks)> PoolsOf(RunRecord run) =>
        run.EarlierRounds.Append(run.Round).SelectMany(round => round.Pools.Select(pool => (new PoolKey(run.Id, round.Number, pool.Number), pool.ChunkCount)));
}
