using Muster.Points;
using Muster.Runs;

namespace Muster.Operations;

/// <summary>Tells where points stand.</summary>
/// <param name="run">The run.</param>
/// <param name="allRun">The workers all of whose claimed points run.</param>
/// <param name="now">The time: a point that is not to be tried before a later one waits, whoever has its chunk.</param>
internal sealed class PointJudge(RunRecord run, IReadOnlySet<string> allRun, DateTimeOffset now)
{
    /// <summary>For runs of which only what has ended matters.</summary>
    public static PointJudge Ended(RunRecord run) => new(run, new HashSet<string>(StringComparer.Ordinal), DateTimeOffset.MinValue);

    /// <summary>For a run of which workers may have points.</summary>
    public static PointJudge Of(RunStatus status, OpenChunks open, DateTimeOffset now) => new(
        status.Run,
        (status.Workers ?? [])
            .Where(worker => status.IsLocked && open.IsWhole && worker.Running >= open.ClaimedBy(worker.Key.Worker))
            .Select(worker => worker.Key.Worker)
            .ToHashSet(StringComparer.Ordinal),
        now);

    /// <summary>A point's view.</summary>
    public PointView View(PointSpan span, long point)
    {
        var entry = span.EntryOf(point);
        var owner = entry.State.IsTerminal() ? null : span.Chunk?.Owner;
        return new(point, Standing(span.Round, point, entry, owner), span.Round, entry, owner);
    }

    /// <summary>Where the points of a span stand that no record tells about; null: not all of them alike.</summary>
    public PointStanding? Unclaimed(PointSpan span) =>
        span.Round == run.Round.Number && run.CancelledPoints.Ranges.Any(range => range.First <= span.Points.Last && range.Last >= span.Points.First)
            ? null
            : Standing(span.Round, span.Points.First, PointEntry.New, null);

    private PointStanding Standing(int round, long point, PointEntry entry, string? owner) => entry.State switch
    {
        PointState.Succeeded => PointStanding.Succeeded,
        PointState.Failed => PointStanding.Failed,
        PointState.Cancelled => PointStanding.Cancelled,
        // What a round left open when it ended, or when the next one opened, was cancelled.
        PointState.Pending or PointState.Running when run.State == RunState.Cancelled || round < run.Round.Number => PointStanding.Cancelled,
        // Whoever claims it next records it so, without starting it.
        PointState.Pending or PointState.Running when owner is null && round == run.Round.Number && run.CancelledPoints.Contains(point) => PointStanding.Cancelled,
        PointState.Pending or PointState.Running when owner is null || entry.NotBefore > now || run.State.IsTerminal() => PointStanding.Pending,
        PointState.Pending or PointState.Running => allRun.Contains(owner!) ? PointStanding.Running : PointStanding.Claimed,
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.State, "An unknown point state."),
    };
}
