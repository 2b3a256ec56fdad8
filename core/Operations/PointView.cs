using Muster.Filters;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Stores;
using Muster.Sweeps;

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
    public IndexSet? Indexes { get; init; }

    /// <summary>From this index on, 0-based; default 0.</summary>
    public long From { get; init; }

    /// <summary>In one of these states; empty: any. Default: any.</summary>
    public IReadOnlyList<PointStanding> Standings { get; init; } = [];

    /// <summary>With parameters that fit all of these; empty: any. Default: any.</summary>
    public IReadOnlyList<ParameterCondition> Where { get; init; } = [];

    /// <summary>Whether points are wanted that stand so.</summary>
    public bool Wants(PointStanding standing) => Standings.Count == 0 || Standings.Contains(standing);

    /// <summary>The indexes that are wanted, whatever their states and parameters.</summary>
    /// <exception cref="NoSuchPointException">An index is beyond the run's points.</exception>
    internal IndexSet IndexesOf(RunRecord run)
    {
        if (Indexes is { Count: > 0 } indexes && indexes.Ranges[^1].Last >= run.PointCount)
            throw NoSuchPointException.Of(run, indexes.Ranges[^1].Last);
        var wanted = Indexes ?? IndexSet.FirstOf(run.PointCount);
        return From > 0 ? wanted.Except(IndexSet.FirstOf(From)) : wanted;
    }

    /// <summary>The filter of its conditions; null: there are none.</summary>
    /// <exception cref="NoSuchParameterException">No point has a parameter of such a name.</exception>
    /// <exception cref="SpecGoneException">A blob that the run names is not there.</exception>
    internal async Task<PointFilter?> FilterOfAsync(IBlobStore blobs, RunRecord run, CancellationToken cancel)
    {
        if (Where.Count == 0)
            return null;
        var (spec, points) = await SpecBlobs.LoadAsync(blobs, run, cancel);
        return PointFilter.Of(run, spec, points, Where);
    }
}
