using Muster.Reports;

namespace Muster.Cli.Reporting.Charts;

/// <summary>Draws how numbers are spread.</summary>
internal static class HistogramChart
{
    public static void Write(Markup page, Distribution spread)
    {
        string Text(double number) => Figures.Text(number, spread.Unit);

        page.Line($"<figure class=\"card\"><figcaption>{spread.Name}</figcaption>");
        if (spread.Min < spread.Max)
            Draw(page, spread, $"{Figures.Count(spread.Count, "value")} from {Text(spread.Min)} to {Text(spread.Max)}; the median is {Text(spread.Median)}.");
        page.Write($"<dl class=\"few\"><div><dt>least</dt><dd>{Text(spread.Min)}</dd></div><div><dt>median</dt><dd>{Text(spread.Median)}</dd></div>");
        page.Line($"<div><dt>mean</dt><dd>{Text(spread.Mean)}</dd></div><div><dt>greatest</dt><dd>{Text(spread.Max)}</dd></div><div><dt>count</dt><dd>{Figures.Count(spread.Count)}</dd></div></dl></figure>");
    }

    private static void Draw(Markup page, Distribution spread, string description)
    {
        var plot = Plot.Open(page, new(
            $"Distribution of {spread.Name}", description, Scale.Between(spread.Bins[0].Low, spread.Bins[^1].High, spread.IsLog, spread.Unit), spread.Name, "count")
        {
            Y = Scale.Between(0, spread.Fullest, unit: Unit.Things),
            Height = 200,
        });
        foreach (var bin in spread.Bins.Where(bin => bin.Count > 0))
        {
            var (left, right) = (plot.X(bin.Low), plot.X(bin.High));
            var top = Math.Min(plot.Y(bin.Count), plot.Bottom - 1);
            page.Write($"<rect class=\"bar\" x=\"{left + 0.5}\" y=\"{top}\" width=\"{Math.Max(1, right - left - 1)}\" height=\"{plot.Bottom - top}\">");
            page.Line($"<title>{Figures.Text(bin.Low, spread.Unit)} to {Figures.Text(bin.High, spread.Unit)}: {Figures.Count(bin.Count)}</title></rect>");
        }

        page.Line($"<path class=\"median\" d=\"M{plot.X(spread.Median)} {plot.Top}V{plot.Bottom}\"><title>median {Figures.Text(spread.Median, spread.Unit)}</title></path>");
        plot.Close();
    }
}
