using Muster.Graphs;
using Muster.Jobs;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Reports;

/// <summary>Reads a run's report: once over its points, page by page.</summary>
/// <param name="ports">What it works with.</param>
/// <param name="limits">How much it holds at most; null: the usual.</param>
public sealed class ReportReader(RunPorts ports, ReportLimits? limits = null)
{
    private readonly ReportLimits limits = limits ?? new();

    /// <summary>How many results were gone or damaged in the last read; the report tells of them.</summary>
    public long Unreadable { get; private set; }

    /// <summary>Reads it.</summary>
    /// <exception cref="Sweeps.SpecGoneException">A blob that the run names is not there.</exception>
    /// <exception cref="RunNotFoundException">The run is not there any more.</exception>
    public async Task<ReportContent> ReadAsync(RunId id, CancellationToken cancel = default)
    {
        var at = ports.Time.GetUtcNow();
        var status = await new StatusReader(ports).ReadAsync(id, cancel);
        var results = await ResultReader.OpenAsync(ports, status.Run, cancel);
        var parameters = ParameterSurvey.Of(results.Spec, results.Points, limits.AxisValues);
        var builder = new ReportBuilder(status.Run, parameters, limits);
        var shown = await AddPointsAsync(builder, results, status.Run, cancel);
        Unreadable = results.Unreadable;
        return builder.Build(new()
        {
            At = at,
            Status = status,
            Command = results.Spec.Command ?? results.Spec.Script,
            Parameters = parameters,
            Jobs = results.Spec.Graph is { } graph && shown is not null ? ReportJobs.Of(await new JobReader(ports).ReadAsync(status, graph, shown, cancel), limits) : null,
            Failed = await FailedAsync(builder.Failed, status, results.Spec.Graph, cancel),
            Troubles = [.. Troubles(results)],
        });
    }

    /// <summary>Adds all points; of those that have begun a graph, it tells the one whose jobs are shown.</summary>
    private async Task<PointView?> AddPointsAsync(ReportBuilder builder, ResultReader results, RunRecord run, CancellationToken cancel)
    {
        var accounting = new Accounting(run.CreatedAt, results.Spec.Resources.Cpus);
        await using var history = new AttemptHistory(ports.Store, run, Sets.IndexSet.FirstOf(run.PointCount), cancel);
        PointView? shown = null;
        await foreach (var row in results.ReadAsync(new(), cancel))
        {
            builder.Add(row, accounting.Of(row.Point.Standing, await history.OfAsync(row.Point)));
            if (run.PointCount == 1 || ReportJobs.IsBetter(row.Point, shown))
                shown = row.Point;
        }

        return shown;
    }

    private async Task<IReadOnlyList<FailedPoint>> FailedAsync(IReadOnlyList<ResultRow> rows, RunStatus status, GraphSpec? graph, CancellationToken cancel)
    {
        var (failed, lines, reader, run) = (new List<FailedPoint>(), new ErrorLines(ports), new JobReader(ports), status.Run);
        foreach (var row in rows)
        {
            if (graph is not null && row.Point.Entry.Graph is not null && await reader.ReadAsync(status, graph, row.Point, cancel) is var jobs
                && JobLines.Blamed(jobs) is { Last: { } blamed })
            {
                failed.Add(new(row, JobLines.WriterOf(jobs)!, await lines.ReadJobAsync(run, blamed, limits.ErrorLines, cancel)));
                continue;
            }

            var last = row.Point.Entry.Last;
            failed.Add(new(row, ErrorLines.WriterOf(row.Point.Index, last), await lines.ReadAsync(run, last, limits.ErrorLines, cancel)));
        }

        return failed;
    }

    private static IEnumerable<string> Troubles(ResultReader results)
    {
        if (results.Bad.Sentence is { } bad)
            yield return $"{bad}.";
        if (results.Unreadable > 0)
            yield return $"The results of {results.Unreadable} {(results.Unreadable == 1 ? "point" : "points")} could not be read, and are missing here. {results.FirstProblem}";
    }
}
