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
        await AddPointsAsync(builder, results, status.Run, cancel);
        Unreadable = results.Unreadable;
        return builder.Build(new()
        {
            At = at,
            Status = status,
            Command = results.Spec.Command ?? results.Spec.Script,
            Parameters = parameters,
            Failed = await FailedAsync(builder.Failed, status.Run, cancel),
            Troubles = [.. Troubles(results)],
        });
    }

    private async Task AddPointsAsync(ReportBuilder builder, ResultReader results, RunRecord run, CancellationToken cancel)
    {
        var accounting = new Accounting(run.CreatedAt, results.Spec.Resources.Cpus);
        await using var history = new AttemptHistory(ports.Store, run, Sets.IndexSet.FirstOf(run.PointCount), cancel);
        await foreach (var row in results.ReadAsync(new(), cancel))
            builder.Add(row, accounting.Of(row.Point.Standing, await history.OfAsync(row.Point)));
    }

    private async Task<IReadOnlyList<FailedPoint>> FailedAsync(IReadOnlyList<ResultRow> rows, RunRecord run, CancellationToken cancel)
    {
        var (failed, lines) = (new List<FailedPoint>(), new ErrorLines(ports));
        foreach (var row in rows)
        {
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
