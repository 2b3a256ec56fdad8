using Muster.Operations;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Results;

/// <summary>Makes objects of results. All of a run have the same properties, so that tables and CSV files have all columns.</summary>
internal sealed class ResultObjects
{
    private readonly PointNotes parameters;
    private readonly IReadOnlyList<string> metrics;
    private readonly (string Run, string Store) of;

    /// <param name="reader">The results.</param>
    /// <param name="metrics">All metrics, as the command shows them.</param>
    /// <param name="run">The run.</param>
    /// <param name="store">The store.</param>
    public ResultObjects(ResultReader reader, IReadOnlyList<string> metrics, RunRecord run, string store)
    {
        parameters = new(reader.Spec, reader.Points, MusterResult.OwnNames.Append("Job"));
        (this.metrics, of) = (metrics, (run.Id.Value, store));
        foreach (var name in metrics)
            parameters.Names.Of(ResultNames.MetricPrefix, name);
    }

    /// <summary>The object of a row.</summary>
    public MusterResult Of(ResultRow row)
    {
        var (point, last) = (row.Point, row.Point.Entry.Last);
        var values = row.Metrics.ToDictionary(metric => metric.Name, metric => metric.Json, StringComparer.Ordinal);
        var given = parameters.Of(point.Index);
        return new(
        [
            new("Index", point.Index),
            .. given,
            .. metrics.Select(name => KeyValuePair.Create(parameters.Names.Of(ResultNames.MetricPrefix, name), values.TryGetValue(name, out var json) ? JsonValue.Of(json) : null)),
            new("State", point.Standing.ToString()),
            new("ExitCode", last?.ExitCode),
            new("Signal", last?.Signal),
            new("Attempts", point.Entry.Attempts.Count),
            new("StartedAt", last?.StartedAt.LocalDateTime),
            new("EndedAt", point.EndedAt?.LocalDateTime),
            new("Elapsed", last?.Elapsed),
            new("CpuTime", last?.CpuTime),
            new("PeakMemoryBytes", last?.PeakMemoryBytes),
            new("Run", of.Run),
            new("Store", of.Store),
        ], (given.Count, metrics.Count));
    }
}
