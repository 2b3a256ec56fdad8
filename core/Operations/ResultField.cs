namespace Muster.Operations;

/// <summary>One field of a point's result.</summary>
/// <param name="Name">Its name, unique in the row.</param>
/// <param name="Json">Its value as one JSON token, such as <c>0.5</c>, <c>"gzip"</c> or <c>null</c>.</param>
public readonly record struct ResultField(string Name, string Json);

/// <summary>A point's result as one flat object: its index, parameters, metrics, then how it ended.</summary>
/// <param name="Point">The point.</param>
/// <param name="Parameters">Its parameters, in the sweep's order, named as <see cref="ResultNames"/> says.</param>
/// <param name="Metrics">What it wrote to its result file, in its order, likewise.</param>
public sealed record ResultRow(PointView Point, IReadOnlyList<ResultField> Parameters, IReadOnlyList<ResultField> Metrics)
{
    /// <summary>All fields in order; each name once.</summary>
    public IEnumerable<ResultField> Fields =>
        [new(ResultNames.Index, ResultValue.Of(Point.Index)), .. Parameters, .. Metrics, .. ResultValue.Endings(Point)];

    /// <summary>A metric by its name, as written in the result file or as shown; null: it has none.</summary>
    public ResultField? Metric(string name)
    {
        foreach (var metric in Metrics)
        {
            if (metric.Name == name || metric.Name == ResultNames.MetricPrefix + name)
                return metric;
        }

        return null;
    }
}
