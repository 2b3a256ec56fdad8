using Muster.Reports;

namespace Muster.Cli.Reporting.Charts;

/// <summary>A metric's means over two parameters, as a table whose cells are coloured: the numbers can be read, and heard.</summary>
internal static class HeatTable
{
    private const int Shades = 7;

    public static void Write(Markup page, ReportMetric metric, HeatMap map)
    {
        var (across, down) = (map.Across.Parameter.Name, map.Down.Parameter.Name);
        page.Line($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Mean {metric.Name} by {down} and {across}\"><table class=\"heat\">");
        page.Line($"<caption>Mean {metric.Name} by {down} (down) and {across} (across){EachOf(map)}</caption>");
        page.Write($"<thead><tr><th scope=\"col\">{PageText.Short(down, 24)}</th>");
        foreach (var label in map.Across.Labels)
            page.Write($"<th scope=\"col\">{PageText.Short(label, 24)}</th>");
        page.Line($"</tr></thead><tbody>");
        var look = Look(map.Cells, metric.Spread.IsLog);
        for (var row = 0; row < map.Cells.Rows; row++)
        {
            page.Write($"<tr><th scope=\"row\">{PageText.Short(map.Down.Labels[row], 32)}</th>");
            for (var column = 0; column < map.Cells.Columns; column++)
                WriteCell(page, map.Cells, (column, row), look);
            page.Line($"</tr>");
        }

        page.Line($"</tbody></table></div>");
    }

    /// <summary>How a mean looks: its shade, and its text with a mark at the greatest and the least.</summary>
    private static Func<double, (int Shade, string Text)> Look(HeatCells cells, bool isLog)
    {
        var (min, max) = (cells.Means.Min(), cells.Means.Max());
        var (scale, text) = (Scale.Between(min, max, isLog), Figures.Aligned([.. cells.Means]));
        // Means that look alike are marked alike, though their last digits may differ.
        var (least, greatest) = (text(min), text(max));
        return mean => (Math.Min(Shades - 1, (int)(scale.Place(mean) * Shades)), text(mean) switch
        {
            var told when told == greatest && least != greatest => $"▲ {told}",
            var told when told == least && least != greatest => $"▼ {told}",
            var told => told,
        });
    }

    private static void WriteCell(Markup page, HeatCells cells, (int Column, int Row) at, Func<double, (int Shade, string Text)> look)
    {
        if (cells.MeanOf(at.Column, at.Row) is not { } mean)
        {
            page.Write($"<td class=\"none\"><span aria-hidden=\"true\">–</span><span class=\"unseen\">none</span></td>");
            return;
        }

        var (shade, text) = look(mean);
        page.Write($"<td class=\"h{(long)shade}\" title=\"mean of {Figures.Count(cells.CountOf(at.Column, at.Row), "point")}\">{text}</td>");
    }

    /// <summary>How many points each cell's mean is of, if they are as many.</summary>
    private static string EachOf(HeatMap map)
    {
        var counts = Enumerable.Range(0, map.Cells.Columns).SelectMany(column => Enumerable.Range(0, map.Cells.Rows).Select(row => map.Cells.CountOf(column, row))).Where(count => count > 0).Distinct().ToList();
        return counts is [var each] ? $", {Figures.Count(each, "point")} each" : $", {Figures.Count(counts.Min())} to {Figures.Count(counts.Max(), "point")} each";
    }
}
