using Muster.Chunks;
using Muster.Coordination;
using Muster.Sets;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Runs;

/// <summary>
/// One submission. Every write replaces the whole record under its <see cref="Version"/>; writes on behalf of the lock
/// are made only by <c>RunChanges</c> methods that take the lock's epoch.
/// </summary>
public sealed record RunRecord : IVersioned
{
    /// <summary>The id, derived from the client token.</summary>
    public required RunId Id { get; init; }

    /// <inheritdoc />
    public required long Version { get; init; }

    /// <summary>The sweep's name; names need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the canonical spec, lower-case hex: the same token with another spec is an error (promise 1).</summary>
    public required string SpecDigest { get; init; }

    /// <summary>URI of the canonical spec.</summary>
    public required string SpecUri { get; init; }

    /// <summary>URI of the row file; null when there are no rows.</summary>
    public string? RowsUri { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunState State { get; init; }

    /// <summary>What its owner wants.</summary>
    public DesiredState Desired { get; init; }

    /// <summary>Which runs go first.</summary>
    public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>Most points running at once; null: as many as there are slots.</summary>
    public int? MaxConcurrent { get; init; }

    /// <summary>Most points running at once in one region; null: no limit of its own.</summary>
    public int? MaxConcurrentPerRegion { get; init; }

    /// <summary>Most money it may cost, in USD; null: no budget.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary>How many failed points still count as done.</summary>
    public Tolerance ToleratedFailures { get; init; } = Tolerance.None;

    /// <summary>The runs that must end before this one starts; empty: none.</summary>
    public IReadOnlyList<RunDependency> After { get; init; } = [];

    /// <summary>Number of points.</summary>
    public required long PointCount { get; init; }

    /// <summary>The round that is being run or was run last.</summary>
    public required RoundPlan Round { get; init; }

    /// <summary>Rounds before, oldest first.</summary>
    public IReadOnlyList<RoundPlan> EarlierRounds { get; init; } = [];

    /// <summary>Points that somebody wished to cancel in this round; those that have not ended do not start any more. Only grows (promise 7).</summary>
    public IndexSet CancelledPoints { get; init; } = IndexSet.Empty;

    /// <summary>How the points that are not in this round had ended.</summary>
    public PointCounts Settled { get; init; }

    /// <summary>Which closed chunks were counted, and their counts. May lag behind the chunks.</summary>
    public RoundProgress Progress { get; init; } = RoundProgress.None;

    /// <summary>The coordinator's lock; null when nobody ever held it.</summary>
    public RunLock? Lock { get; init; }

    /// <summary>Money spent so far in USD, as the grant book had it when last copied.</summary>
    public decimal SpentUsd { get; init; }

    /// <summary>Why it waits or ended as it did, for people; null: nothing to say.</summary>
    public WaitReason? Reason { get; init; }

    /// <summary>When the submission was accepted (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the record was last written (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When this round's first point could start (UTC); null: not yet.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it reached a terminal state (UTC); null: not yet.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When its logs were pruned (UTC): what attempts that started before wrote is gone, but for their results; null: never.</summary>
    public DateTimeOffset? LogsPrunedAt { get; init; }

    /// <summary>Since when it is being deleted (UTC): from then on nothing changes it any more, and it only goes away; null: it is not.</summary>
    public DateTimeOffset? DeletingSince { get; init; }

    /// <summary>How the points ended as far as counted.</summary>
    public PointCounts Counts => Settled + Progress.Counts;

    /// <summary>Whether it is held, or was set aside, and starts nothing until it is released.</summary>
    public bool IsHeld => State == RunState.Ignored || (Desired == DesiredState.Held && !State.IsTerminal());

    /// <summary>Whether it has ended: in a terminal state, and not merely held before it started.</summary>
    public bool HasEnded => State.IsTerminal() && !(State == RunState.Ignored && CompletedAt is null);

    /// <summary>Whether it wants a coordinator. One that is held does, until whoever has its lock has given it back.</summary>
    public bool WantsWork => !State.IsTerminal() && (Desired != DesiredState.Held || Lock?.Owner is not null);
}

/// <summary>A round: the points it runs, by pool.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Pools">At least one pool; together they hold the round's points, each once.</param>
public sealed record RoundPlan(int Number, IReadOnlyList<PoolPlan> Pools)
{
    /// <summary>Number of points in the round.</summary>
    public long PointCount => Pools.Sum(pool => pool.Points.Count);

    /// <summary>The pool, chunk and offset of a point; null when the round does not run it.</summary>
    public (PoolPlan Pool, long Chunk, int Offset)? Find(long point)
    {
        foreach (var pool in Pools)
        {
            if (pool.Find(point) is { } place)
                return (pool, place.Chunk, place.Offset);
        }

        return null;
    }
}

/// <summary>Which closed chunks of a round were counted, and what they hold.</summary>
/// <param name="CountedChunks">A set of chunk numbers per pool, in the order of the pools.</param>
/// <param name="Counts">The sum of the counted chunks.</param>
public sealed record RoundProgress(IReadOnlyList<IndexSet> CountedChunks, PointCounts Counts)
{
    /// <summary>Nothing counted yet.</summary>
    public static RoundProgress None { get; } = new([], default);

    /// <summary>The counted chunks of a pool.</summary>
    public IndexSet Of(int pool) => pool < CountedChunks.Count ? CountedChunks[pool] : IndexSet.Empty;

    /// <summary>Whether every chunk of a round was counted.</summary>
    public bool Covers(RoundPlan round) => round.Pools.All(pool => Of(pool.Number).Count == pool.ChunkCount);
}

/// <summary>The lock on a run: whoever holds it coordinates. Judged by its renewals, never by clocks of others (promise 11).</summary>
/// <param name="Owner">The holder; null: given back.</param>
/// <param name="Epoch">Grows by one with every change of hands; every write on the lock's behalf carries it.</param>
/// <param name="Renewals">Grows by one with every renewal.</param>
/// <param name="Duration">How long it holds without a renewal.</param>
public sealed record RunLock(string? Owner, long Epoch, long Renewals, TimeSpan Duration);
