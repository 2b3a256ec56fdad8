using Muster.Operations;
using Muster.Points;
using Muster.Runs;

namespace Muster.Reports;

/// <summary>Gathers a report, point by point; what it holds does not grow with the points. Pure.</summary>
internal sealed class ReportBuilder
{
    private readonly ReportLimits limits;
    private readonly ReportParameter[] drawn;
    private readonly IReadOnlyList<(ReportAxis Across, ReportAxis Down)> pairs;
    private readonly TimeSteps steps;
    private readonly UsageBuilder usage;
    private readonly FailureTally failures;
    private readonly EvenSample<ResultRow> sample;
    private readonly Dictionary<string, MetricBuilder?> metrics = new(StringComparer.Ordinal);
    private readonly List<string> metricOrder = [];
    private readonly List<ResultRow> rows = [];
    private readonly List<string> rowMetrics = [];
    private PointCounts ended;
    private long endsUnknown;

    public ReportBuilder(RunRecord run, IReadOnlyList<ReportParameter> parameters, ReportLimits limits)
    {
        this.limits = limits;
        (steps, usage, failures, sample) = (new(run.CreatedAt), new(limits), new(limits), new(limits.Sample));
        drawn = [.. parameters.Where(parameter => parameter.IsDrawn).Take(limits.Parameters)];
        var axes = drawn.Select(ReportAxis.Of).Where(axis => axis.Labels.Count > 1).ToArray();
        pairs = [.. axes.SelectMany((down, i) => axes.Skip(i + 1).Select(across => (across, down))).Take(limits.HeatMaps)];
    }

    /// <summary>Points that failed and are shown.</summary>
    public IReadOnlyList<ResultRow> Failed => failures.Shown;

    /// <summary>A point, and its attempts of all rounds.</summary>
    public void Add(ResultRow row, IEnumerable<AttemptAccount> accounts)
    {
        AddEnd(row.Point);
        usage.AddPoint();
        foreach (var account in accounts)
        {
            var attempt = account.Of.Attempt;
            steps.AddRun(attempt.StartedAt, attempt.StartedAt + attempt.Elapsed);
            usage.Add(account, row);
        }

        if (row.Point.Standing == PointStanding.Failed)
            failures.Add(row);
        AddMetrics(row);
        AddRow(row);
    }

    /// <summary>The report.</summary>
    /// <param name="given">What was known before and besides: status, time, parameters, and failed points with their lines.</param>
    public ReportContent Build(ReportFrame given)
    {
        var open = given.Status.Run.PointCount - ended.Ended;
        if (!given.Status.Run.HasEnded && usage.Totals.Attempts > 0)
            steps.AddTime(given.At);
        return new()
        {
            At = given.At,
            Status = given.Status,
            Command = given.Command,
            Counts = new(given.Status.Run.PointCount, ended, Math.Min(given.Status.Running ?? 0, open)),
            Jobs = given.Jobs,
            Totals = usage.Totals,
            Times = steps.Into(limits.Steps),
            EndsUnknown = endsUnknown,
            Bars = usage.Bars,
            Parameters = given.Parameters,
            Drawn = drawn,
            Metrics = [.. metricOrder.Where(name => metrics[name] is not null).Select(name => metrics[name]!.Build(limits.Bins))],
            MetricsLeftOut = [.. metricOrder.Where(name => metrics[name] is null)],
            Sample = sample.Items,
            SampleOf = sample.Seen,
            Usage = usage.Distributions,
            Slowest = usage.Slowest,
            FailureKinds = failures.Kinds,
            Failed = given.Failed,
            Rows = rows,
            RowMetrics = rowMetrics,
            Troubles = given.Troubles,
            Limits = limits,
        };
    }

    private void AddEnd(PointView point)
    {
        var state = point.Standing switch
        {
            PointStanding.Succeeded => PointState.Succeeded,
            PointStanding.Failed => PointState.Failed,
            PointStanding.Cancelled => PointState.Cancelled,
            PointStanding.Pending or PointStanding.Claimed or PointStanding.Running => PointState.Pending,
            _ => throw new ArgumentOutOfRangeException(nameof(point), point.Standing, "An unknown standing."),
        };
        ended = ended.With(state);
        if (!state.IsTerminal())
            return;
        if (point.EndedAt is { } at)
            steps.AddEnd(at, state);
        else
            endsUnknown++;
    }

    private void AddMetrics(ResultRow row)
    {
        if (row.Point.Standing != PointStanding.Succeeded || row.Metrics.Count == 0)
            return;
        var any = false;
        foreach (var field in row.Metrics)
        {
            if (JsonValue.NumberOf(field.Json) is not { } number)
                continue;
            any = true;
            Find(field.Name)?.Add(number, row);
        }

        if (any)
            sample.Add(row.Point.Index, () => row);
    }

    private MetricBuilder? Find(string name)
    {
        if (metrics.TryGetValue(name, out var found))
            return found;
        // A command that makes up names for each point must not fill the memory; of so many, the names do not matter.
        if (metricOrder.Count >= limits.Metrics * 16)
            return null;
        metricOrder.Add(name);
        return metrics[name] = metricOrder.Count <= limits.Metrics ? new(name, pairs, limits) : null;
    }

    private void AddRow(ResultRow row)
    {
        if (rows.Count >= limits.Rows)
            return;
        rows.Add(row);
        foreach (var field in row.Metrics)
        {
            if (rowMetrics.Count < limits.RowMetrics && !rowMetrics.Contains(field.Name))
                rowMetrics.Add(field.Name);
        }
    }
}

/// <summary>What a report needs that no point tells.</summary>
internal sealed record ReportFrame
{
    /// <summary>When it was read (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where the run stood then.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>What each point runs; null: a graph of jobs.</summary>
    public required string? Command { get; init; }

    /// <summary>The jobs of a point; null: none are told of.</summary>
    public required ReportJobs? Jobs { get; init; }

    /// <summary>The parameters.</summary>
    public required IReadOnlyList<ReportParameter> Parameters { get; init; }

    /// <summary>Failed points with what they wrote.</summary>
    public required IReadOnlyList<FailedPoint> Failed { get; init; }

    /// <summary>What could not be read, in sentences.</summary>
    public required IReadOnlyList<string> Troubles { get; init; }
}
