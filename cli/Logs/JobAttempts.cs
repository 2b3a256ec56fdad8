using System.Runtime.CompilerServices;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Graphs;
using Muster.Jobs;
using Muster.Logs;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Logs;

/// <summary>Chooses the attempts of jobs whose output is told.</summary>
/// <param name="store">The store.</param>
/// <param name="run">The run.</param>
/// <param name="order">What of the jobs.</param>
/// <param name="jobs">Which jobs.</param>
internal sealed class JobAttempts(StoreContext store, RunRecord run, LogOrder order, FollowedJobs jobs)
{
    private readonly JobHistory history = new(store.Ports, run, jobs.Graph);

    /// <summary>Those of one point, whenever they ended; null: none of its jobs was ever started.</summary>
    /// <exception cref="NoSuchAttemptException">There are others, but none that is wanted.</exception>
    public async Task<IReadOnlyList<LoggedAttempt>?> OneAsync(long index, CancellationToken cancel)
    {
        if (await history.FindAsync(index, jobs.Places, cancel) is not { } attempts)
            return null;
        if (attempts.All(job => job.Count == 0))
            throw await NoneAsync(index, cancel);
        var chosen = attempts.SelectMany(order.Attempts.From).ToList();
        return chosen.Count > 0 ? chosen : throw NoSuchAttemptException.OfJob(run, attempts.First(job => job.Count > 0)[^1], order.Attempts.Number!.Value);
    }

    /// <summary>Those of many points, that ran or ended since it is wanted.</summary>
    /// <param name="query">Which points.</param>
    /// <param name="without">Told of each point that has none.</param>
    /// <param name="cancel">Ends the call.</param>
    public async IAsyncEnumerable<LoggedAttempt> ManyAsync(PointQuery query, Action<long> without, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var point in new PointList(store.Ports).ReadAsync(run, query, cancel))
        {
            var attempts = await history.FindAsync(point.Index, jobs.Places, cancel) ?? [];
            if (attempts.All(job => job.Count == 0))
                without(point.Index);
            foreach (var attempt in attempts.SelectMany(order.Attempts.From).Where(attempt => attempt.IsSince(order.Since)))
                yield return attempt;
        }
    }

    /// <summary>Why there is nothing to show of a point whose jobs were never started.</summary>
    public async Task<NoSuchAttemptException> NoneAsync(long index, CancellationToken cancel)
    {
        var status = await new StatusReader(store.Ports).ReadAsync(run.Id, cancel);
        var point = await new JobReader(store.Ports).ReadAsync(status, jobs.Graph, index, cancel);
        return NoSuchAttemptException.NoneOf(point, point.Jobs[jobs.Places[0]]);
    }
}
