using Muster.Points;

namespace Muster.Operations;

/// <summary>Where a point stands, for people.</summary>
public enum PointStanding
{
    /// <summary>Waits for a worker, or for its next attempt.</summary>
    Pending,
    /// <summary>A worker has it, and runs it now or next. Workers say how many points they run, not which.</summary>
    Claimed,
    /// <summary>An attempt runs: its worker runs as many points as it has claimed.</summary>
    Running,
    /// <summary>An attempt ended with exit code 0.</summary>
    Succeeded,
    /// <summary>Its attempts are used up, or a retry is not allowed.</summary>
    Failed,
    /// <summary>Its run was cancelled before it ended.</summary>
    Cancelled,
}

/// <summary>A point, as the latest round tells that holds it.</summary>
/// <param name="Index">0-based.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="Round">The round, 1-based.</param>
/// <param name="Entry">The line of its chunk's record.</param>
/// <param name="Owner">The worker that has claimed it; null: none.</param>
public sealed record PointView(long Index, PointStanding Standing, int Round, PointEntry Entry, string? Owner)
{
    /// <summary>When its last attempt ended (UTC); null: unknown, or none ended.</summary>
    public DateTimeOffset? EndedAt => Entry.Last is { Elapsed: { } elapsed } last ? last.StartedAt + elapsed : null;
}

/// <summary>Which points are wanted.</summary>
public sealed record PointQuery
{
    /// <summary>These; null: all.</summary>
    public Sets.IndexSet? Indexes { get; init; }

    /// <summary>From this index on, 0-based; default 0.</summary>
    public long From { get; init; }

    /// <summary>In this state; null: any.</summary>
    public PointStanding? Standing { get; init; }
}
