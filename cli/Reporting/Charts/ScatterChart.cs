using Muster.Cli.Results;
using Muster.Operations;
using Muster.Reports;

namespace Muster.Cli.Reporting.Charts;

/// <summary>Draws a metric against one parameter.</summary>
internal static class ScatterChart
{
    private const double RowHeight = 24;

    /// <summary>Against a parameter that is a number: a dot per point.</summary>
    public static void Write(Markup page, ReportMetric metric, ReportParameter parameter, IReadOnlyList<ResultRow> rows)
    {
        var plot = Plot.Open(page, new(
            $"{metric.Name} against {parameter.Name}",
            $"A dot for each of {Figures.Count(rows.Count, "point")}. {parameter.Name} goes from {Figures.Text(parameter.Min)} to {Figures.Text(parameter.Max)}, {metric.Name} from {Figures.Text(metric.Spread.Min)} to {Figures.Text(metric.Spread.Max)}.",
            ScaleOf(parameter), parameter.Name, metric.Name)
        {
            Y = ScaleOf(metric),
        });
        var dots = new Dots(parameter.Name, metric.Name);
        foreach (var row in rows)
        {
            if (Place(row) is { } at)
                dots.Add(at, row.Point.Index, CellText.Of(RowValue.Of(row, parameter.Name)!), Figures.Text(metric.In(row)!.Value));
        }

        dots.Write(page);
        if (parameter.Values is not null)
            WriteMedians(page, [.. rows.Select(Place).OfType<(double X, double Y)>()]);
        Extremes.Write(page, metric, Place);
        plot.Close();

        (double X, double Y)? Place(ResultRow row) =>
            RowValue.Of(row, parameter.Name) is { } json && JsonValue.NumberOf(json) is { } x && metric.In(row) is { } y ? (plot.X(x), plot.Y(y)) : null;
    }

    /// <summary>A line through the middle of the dots of each value.</summary>
    private static void WriteMedians(Markup page, IReadOnlyList<(double X, double Y)> dots)
    {
        page.Write($"<path class=\"medians\" d=\"");
        foreach (var (i, group) in dots.GroupBy(dot => dot.X).OrderBy(group => group.Key).Index())
            page.Write($"{(i == 0 ? "M" : "L")}{group.Key} {group.Select(dot => dot.Y).Order().ElementAt(group.Count() / 2)}");
        page.Line($"\"/>");
    }

    /// <summary>Against a parameter of a few texts: a row of dots for each, over a box from the lower to the upper quartile.</summary>
    public static void WriteStrips(Markup page, ReportMetric metric, ReportAxis axis, IReadOnlyList<ResultRow> rows)
    {
        var plot = Plot.Open(page, new(
            $"{metric.Name} by {axis.Parameter.Name}",
            $"A row of dots for each of {axis.Labels.Count} values of {axis.Parameter.Name}, over a box from the lower to the upper quartile with a line at the median.",
            ScaleOf(metric), metric.Name, axis.Parameter.Name)
        {
            Rows = axis.Labels,
            Height = 68 + RowHeight * Math.Max(5, axis.Labels.Count),
        });
        var (dots, numbers) = (new Dots(metric.Name, axis.Parameter.Name), axis.Labels.Select(_ => new List<double>()).ToArray());
        foreach (var row in rows)
        {
            if (Place(row) is not { } at)
                continue;
            var number = metric.In(row)!.Value;
            numbers[CellOf(row)!.Value].Add(number);
            dots.Add(at, row.Point.Index, Figures.Text(number), CellText.Of(RowValue.Of(row, axis.Parameter.Name)!));
        }

        foreach (var (i, of) in numbers.Index())
            WriteBox(page, plot, i, of);
        dots.Write(page);
        Extremes.Write(page, metric, Place);
        plot.Close();

        int? CellOf(ResultRow row) => axis.CellOf(RowValue.Of(row, axis.Parameter.Name));

        (double X, double Y)? Place(ResultRow row) => CellOf(row) is { } cell && metric.In(row) is { } number
            ? (plot.X(number), plot.Row(cell) + Jitter(row.Point.Index) * Math.Min(plot.RowHeight, 36) * 0.5)
            : null;
    }

    private static void WriteBox(Markup page, Plot plot, int row, List<double> numbers)
    {
        if (numbers.Count < 4)
            return;
        numbers.Sort();
        var (low, middle, high) = (plot.X(numbers[numbers.Count / 4]), plot.X(numbers[numbers.Count / 2]), plot.X(numbers[numbers.Count * 3 / 4]));
        var half = Math.Min(plot.RowHeight, 36) * 0.36;
        page.Line($"<rect class=\"box\" x=\"{low}\" y=\"{plot.Row(row) - half}\" width=\"{Math.Max(1, high - low)}\" height=\"{half * 2}\"/><path class=\"median\" d=\"M{middle} {plot.Row(row) - half}v{half * 2}\"/>");
    }

    private static Scale ScaleOf(ReportMetric metric) => Scale.With(metric.Spread.Min, metric.Spread.Max, metric.Spread.IsLog);

    /// <summary>The values themselves are the marks where they are few.</summary>
    private static Scale ScaleOf(ReportParameter parameter) => parameter.Values is { } values
        ? Scale.Marked([.. values.Select(text => new Tick(JsonValue.NumberOf(text)!.Value, PageText.Short(text, 10)))], parameter.IsLog)
        : Scale.With(parameter.Min, parameter.Max, parameter.IsLog);

    /// <summary>From −½ to ½, the same for a point on every page.</summary>
    private static double Jitter(long point) => IndexMix.Of(point) / (double)ulong.MaxValue - 0.5;
}

/// <summary>Marks the points with the greatest and the least number.</summary>
internal static class Extremes
{
    public static void Write(Markup page, ReportMetric metric, Func<ResultRow, (double X, double Y)?> place)
    {
        if (place(metric.Greatest[0].Row) is { } top)
            page.Line($"<path class=\"extreme\" d=\"M{top.X} {top.Y - 8}l7 12h-14z\"><title>greatest: {Figures.Text(metric.Greatest[0].Number)}, point {metric.Greatest[0].Row.Point.Index}</title></path>");
        if (place(metric.Least[0].Row) is { } bottom)
            page.Line($"<path class=\"extreme\" d=\"M{bottom.X} {bottom.Y + 8}l7 -12h-14z\"><title>least: {Figures.Text(metric.Least[0].Number)}, point {metric.Least[0].Row.Point.Index}</title></path>");
    }
}
