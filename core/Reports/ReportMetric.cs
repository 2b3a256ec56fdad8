using Muster.Operations;

namespace Muster.Reports;

/// <summary>A metric that is a number in points that succeeded.</summary>
/// <param name="Name">Its name, as results show it.</param>
/// <param name="Spread">How its numbers are spread.</param>
public sealed record ReportMetric(string Name, Distribution Spread)
{
    /// <summary>Points with the least numbers, least first; of equal ones the lower index first.</summary>
    public required IReadOnlyList<MetricPoint> Least { get; init; }

    /// <summary>Points with the greatest numbers, greatest first, likewise.</summary>
    public required IReadOnlyList<MetricPoint> Greatest { get; init; }

    /// <summary>Its means over pairs of parameters.</summary>
    public required IReadOnlyList<HeatMap> HeatMaps { get; init; }

    /// <summary>Its number in a row; null: none.</summary>
    public double? In(ResultRow row) => NumberIn(row, Name);

    internal static double? NumberIn(ResultRow row, string name)
    {
        foreach (var field in row.Metrics)
        {
            if (field.Name == name)
                return JsonValue.NumberOf(field.Json);
        }

        return null;
    }
}

/// <summary>A point and its number.</summary>
/// <param name="Number">The number.</param>
/// <param name="Row">The point.</param>
public sealed record MetricPoint(double Number, ResultRow Row);

/// <summary>A metric's means over two parameters.</summary>
/// <param name="Across">The parameter whose cells lie across.</param>
/// <param name="Down">The parameter whose cells lie down.</param>
/// <param name="Cells">The means.</param>
public sealed record HeatMap(ReportAxis Across, ReportAxis Down, HeatCells Cells);

/// <summary>Gathers one metric; what it holds does not grow with the points.</summary>
internal sealed class MetricBuilder
{
    private readonly string name;
    private readonly DistributionBuilder spread;
    private readonly TopFew<MetricPoint> least;
    private readonly TopFew<MetricPoint> greatest;
    private readonly IReadOnlyList<HeatMap> maps;

    public MetricBuilder(string name, IReadOnlyList<(ReportAxis Across, ReportAxis Down)> pairs, ReportLimits limits)
    {
        (this.name, spread, least, greatest) = (name, new(name), new(limits.Extremes), new(limits.Extremes));
        maps = [.. pairs.Select(pair => new HeatMap(pair.Across, pair.Down, new(pair.Across.Labels.Count, pair.Down.Labels.Count)))];
    }

    public void Add(double number, ResultRow row)
    {
        spread.Add(number);
        least.Add(-number, row.Point.Index, () => new(number, row));
        greatest.Add(number, row.Point.Index, () => new(number, row));
        foreach (var map in maps)
        {
            if (map.Across.CellOf(ValueOf(row, map.Across)) is { } column && map.Down.CellOf(ValueOf(row, map.Down)) is { } line)
                map.Cells.Add(column, line, number);
        }
    }

    public ReportMetric Build(int bins) => new(name, spread.Build(bins)!)
    {
        Least = least.Items,
        Greatest = greatest.Items,
        HeatMaps = [.. maps.Where(map => map.Cells.Means.Skip(1).Any())],
    };

    private static string? ValueOf(ResultRow row, ReportAxis axis) => RowValue.Of(row, axis.Parameter.Name);
}

/// <summary>Finds values in rows.</summary>
public static class RowValue
{
    /// <summary>A parameter as a JSON token; null: the point has none of that name.</summary>
    public static string? Of(ResultRow row, string parameter)
    {
        foreach (var field in row.Parameters)
        {
            if (field.Name == parameter)
                return field.Json;
        }

        return null;
    }
}
