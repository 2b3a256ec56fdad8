using Muster.Operations;
using Muster.Runs;

namespace Muster.Reports;

/// <summary>All that a report tells of a run, reduced so that it stays small whatever the run's size.</summary>
public sealed record ReportContent
{
    /// <summary>When it was read (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where the run stood then.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>How its points stood.</summary>
    public required ReportCounts Counts { get; init; }

    /// <summary>What each point runs: shell text, or the path of a script; null: a graph of jobs.</summary>
    public required string? Command { get; init; }

    /// <summary>What its attempts have taken.</summary>
    public required AccountTotals Totals { get; init; }

    /// <summary>What happened over time; null: nothing did.</summary>
    public required TimeTable? Times { get; init; }

    /// <summary>Points that ended, but nobody knows when, so that <see cref="Times"/> leaves them out.</summary>
    public long EndsUnknown { get; init; }

    /// <summary>The jobs of one of its points; null: points have none, or none has begun.</summary>
    public ReportJobs? Jobs { get; init; }

    /// <summary>All attempts that ended, in the order of points; null: too many to be drawn one by one.</summary>
    public required IReadOnlyList<AttemptAccount>? Bars { get; init; }

    /// <summary>The parameters in the order of results.</summary>
    public required IReadOnlyList<ReportParameter> Parameters { get; init; }

    /// <summary>Those that metrics are drawn against.</summary>
    public required IReadOnlyList<ReportParameter> Drawn { get; init; }

    /// <summary>The metrics that are drawn.</summary>
    public required IReadOnlyList<ReportMetric> Metrics { get; init; }

    /// <summary>Names of metrics that are numbers and not drawn.</summary>
    public IReadOnlyList<string> MetricsLeftOut { get; init; } = [];

    /// <summary>Points that succeeded, for the charts of metrics: the first so many are an even sample, too.</summary>
    public required IReadOnlyList<ResultRow> Sample { get; init; }

    /// <summary>Of how many points the sample is.</summary>
    public long SampleOf { get; init; }

    /// <summary>How what attempts took is spread: run time, CPU time, peak memory, as far as known.</summary>
    public required IReadOnlyList<Distribution> Usage { get; init; }

    /// <summary>The attempts that took longest, longest first.</summary>
    public required IReadOnlyList<SlowAttempt> Slowest { get; init; }

    /// <summary>How points failed, the most frequent way first.</summary>
    public required IReadOnlyList<FailureKind> FailureKinds { get; init; }

    /// <summary>Some that failed, by ascending index.</summary>
    public required IReadOnlyList<FailedPoint> Failed { get; init; }

    /// <summary>The first points.</summary>
    public required IReadOnlyList<ResultRow> Rows { get; init; }

    /// <summary>Metrics of <see cref="Rows"/>, in the order of their first use.</summary>
    public required IReadOnlyList<string> RowMetrics { get; init; }

    /// <summary>What could not be read or was left out, in sentences.</summary>
    public IReadOnlyList<string> Troubles { get; init; } = [];

    /// <summary>What was held to.</summary>
    public required ReportLimits Limits { get; init; }

    /// <summary>Whether more may come.</summary>
    public bool IsGoing => !Status.Run.HasEnded;
}

/// <summary>How the points of a run stand.</summary>
/// <param name="Total">All.</param>
/// <param name="Ended">Those that ended.</param>
/// <param name="Running">Those that run, as their workers last said.</param>
public readonly record struct ReportCounts(long Total, PointCounts Ended, long Running)
{
    /// <summary>Those that neither ended nor run.</summary>
    public long Pending => Total - Ended.Ended - Running;
}

/// <summary>An attempt that took long, and its point.</summary>
/// <param name="Account">The attempt.</param>
/// <param name="Row">The point.</param>
public sealed record SlowAttempt(AttemptAccount Account, ResultRow Row);
