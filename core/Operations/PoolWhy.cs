using Muster.Chunks;
using Muster.Coordination;
using Muster.Placement;
using Muster.Points;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Operations;

/// <summary>Explains why a pool of a run's round is where it is. It reads the pool's chunks page by page.</summary>
/// <param name="ports">What it works with.</param>
public sealed class PoolWhy(RunPorts ports)
{
    private const int Page = 500;

    /// <summary>Explains a pool.</summary>
    /// <param name="id">The run.</param>
    /// <param name="number">The pool's number in the run's round, 0-based.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="RunNotFoundException">The run is not there any more.</exception>
    /// <exception cref="NoSuchPoolException">The round has no pool of this number.</exception>
    public async Task<Explanation> OfPoolAsync(RunId id, int number, CancellationToken cancel = default)
    {
        var status = await new StatusReader(ports).ReadAsync(id, cancel);
        var run = status.Run;
        var pool = run.Round.Pools.FirstOrDefault(pool => pool.Number == number) ?? throw NoSuchPoolException.Of(run, number);
        var tally = await CountAsync(run, pool, cancel);
        var waits = tally.Waits > 0 && !run.HasEnded;
        var backoff = waits && tally.InBackoff == tally.Waits;
        return new()
        {
            Subject = $"Pool {number} of run {run.Id} ({run.Name})",
            State = status.State,
            Waits = waits,
            Cause = !waits ? null : backoff ? WaitCause.Backoff : status.Reason?.Cause ?? WaitCause.Grant,
            NextTry = !waits ? null : backoff ? tally.NextTry : status.Reason?.NextTry,
            Sentences = [Members(run, pool), tally.ToString(), .. waits ? new[] { Waiting(status, tally, backoff) } : []],
        };
    }

    private async Task<PoolTally> CountAsync(RunRecord run, PoolPlan pool, CancellationToken cancel)
    {
        var (tally, next, now) = (new PoolTally(pool.Points.Count), 0L, ports.Time.GetUtcNow());
        while (next < pool.ChunkCount)
        {
            var page = await ports.Store.ListChunksAsync(new PoolKey(run.Id, run.Round.Number, pool.Number), next, pool.ChunkCount - 1, Page, cancel);
            foreach (var chunk in page)
                tally.Add(chunk, now);
            next = page.Count < Page ? pool.ChunkCount : page[^1].Key.Number + 1;
        }

        return tally;
    }

    private static string Members(RunRecord run, PoolPlan pool)
    {
        var of = run.Round.Pools.Count == 1 ? "It is the only pool of the round" : $"It is one of {run.Round.Pools.Count} pools of the round";
        var points = pool.Points.Count == 1 ? $"point {pool.Points}" : $"{pool.Points.Count} points from {pool.Points.Ranges[0].First} to {pool.Points.Ranges[^1].Last}";
        return $"{of}, with {points}, which {(pool.Placement == PlacementSpec.Anywhere ? "may run anywhere" : $"are to run on {TextOf(pool.Placement)}")}.";
    }

    private static string TextOf(PlacementSpec placement)
    {
        var wishes = new (string Name, string? Value)[]
        {
            ("instance_type", placement.InstanceType), ("region", placement.Region), ("az", placement.AvailabilityZone), ("ami", placement.Ami),
            ("key_pair", placement.KeyPair), ("iam_role", placement.IamRole), ("spot", placement.Spot is { } spot ? (spot ? "true" : "false") : null),
            ("spot_max_price", placement.SpotMaxPrice?.ToString()), ("accelerators", placement.Accelerators),
        };
        return string.Join(", ", wishes.Where(wish => wish.Value is not null).Select(wish => $"{wish.Name} {wish.Value}"));
    }

    private static string Waiting(RunStatus status, PoolTally tally, bool backoff) =>
        backoff ? (tally.Waits == 1 ? "The one that waits failed, and waits for its next attempt." : "Those that wait failed, and wait for their next attempts.")
        : status.Reason?.Text ?? (status.Run.Round.Pools.Count == 1
            ? "Those that wait start as slots become free."
            : "Those that wait start as slots become free; the pools of a run take turns.");
}

/// <summary>How the points of a pool stand.</summary>
internal sealed class PoolTally(long points)
{
    private PointCounts ended;
    private long claimed;

    /// <summary>Points that neither ended nor were claimed.</summary>
    public long Waits => points - ended.Ended - claimed;

    /// <summary>Of those, the ones whose last attempt failed and that are not to be tried yet.</summary>
    public long InBackoff { get; private set; }

    /// <summary>When the first of those is tried again (UTC); null: none.</summary>
    public DateTimeOffset? NextTry { get; private set; }

    public void Add(ChunkRecord chunk, DateTimeOffset now)
    {
        ended += chunk.Counts;
        foreach (var entry in chunk.Entries.Where(entry => !entry.State.IsTerminal()))
        {
            if (entry.NotBefore is { } until && until > now)
            {
                InBackoff++;
                NextTry = NextTry < until ? NextTry : until;
            }
            else if (chunk.Owner is not null)
            {
                claimed++;
            }
        }
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var cancelled = ended.Cancelled > 0 ? $", {ended.Cancelled} cancelled" : "";
        return $"{ended.Succeeded} of {points} succeeded, {ended.Failed} failed{cancelled}, {claimed} {(claimed == 1 ? "runs or is" : "run or are")} next, {Waits} {(Waits == 1 ? "waits" : "wait")}.";
    }
}

/// <summary>A run's round has no such pool.</summary>
public sealed class NoSuchPoolException : Exception
{
    private NoSuchPoolException(string message) : base(message) { }

    internal static NoSuchPoolException Of(RunRecord run, int number) => new(run.Round.Pools.Count == 1
        ? $"Run {run.Id} ({run.Name}) has no pool {number}; its only pool is 0."
        : $"Run {run.Id} ({run.Name}) has no pool {number}; its pools are 0 to {run.Round.Pools.Count - 1}.");
}
