using Muster.Cli.Reporting.Charts;
using Muster.Cli.Results;
using Muster.Reports;

namespace Muster.Cli.Reporting.Sections;

/// <summary>Each metric against each parameter, and over pairs of them.</summary>
internal sealed class MetricsSection : IReportSection
{
    private const int FewestDots = 100;

    public string Id => "metrics";

    public string Title => "Metrics and parameters";

    public bool HasContent(ReportContent report) => report.Metrics.Count > 0;

    public void Write(Markup page, ReportContent report, TimeProvider clock)
    {
        WriteNotes(page, report);
        WriteChoice(page, report);
        var charts = Math.Max(1, report.Metrics.Count(IsSpread) * report.Drawn.Count);
        var rows = report.Sample.Take(Math.Max(FewestDots, report.Limits.Dots / charts)).OrderBy(row => row.Point.Index).ToList();
        if (rows.Count < report.SampleOf)
            page.Line($"<p class=\"note\">Each chart has the dots of {Figures.Count(rows.Count)} of {Figures.Count(report.SampleOf, "point")}, chosen evenly. Tables, means and distributions are of all of them.</p>");
        foreach (var (i, metric) in report.Metrics.Index())
        {
            page.Line($"<div class=\"metric\" data-metric=\"{(long)i}\"><h3>{metric.Name}</h3>");
            if (IsSpread(metric))
                WriteMetric(page, report, metric, rows);
            else
                page.Line($"<p class=\"note\">It is {Figures.Text(metric.Spread.Min)} in {(metric.Spread.Count == 1 ? "the only point that has it" : $"all {Figures.Count(metric.Spread.Count)} points that have it")}.</p>");
            page.Line($"</div>");
        }
    }

    private static bool IsSpread(ReportMetric metric) => metric.Spread.Min < metric.Spread.Max;

    private static void WriteNotes(Markup page, ReportContent report)
    {
        page.Line($"<p class=\"note\">Of the {Figures.Count(report.SampleOf, "point")} that succeeded and wrote numbers. <span class=\"mark\" aria-hidden=\"true\">▲</span> marks the greatest, <span class=\"mark\" aria-hidden=\"true\">▼</span> the least; lines join the medians.</p>");
        if (report.MetricsLeftOut.Count > 0)
            page.Line($"<p class=\"note\">Only the first {Figures.Count(report.Metrics.Count, "metric")} are drawn; not {PageText.Short(string.Join(", ", report.MetricsLeftOut), 200)}.</p>");
        var texts = report.Parameters.Where(parameter => parameter.Kind == ParameterKind.Texts).Select(parameter => parameter.Name).ToList();
        if (texts.Count > 0)
            page.Line($"<p class=\"note\">Nothing is drawn against {PageText.Short(string.Join(", ", texts), 200)}: more than {Figures.Count(report.Limits.AxisValues)} different texts.</p>");
        if (report.Parameters.Count(parameter => parameter.IsDrawn) - report.Drawn.Count is > 0 and var more)
            page.Line($"<p class=\"note\">{Figures.Count(more, "parameter")} beyond the first {Figures.Count(report.Drawn.Count)} that vary {(more == 1 ? "is" : "are")} left out.</p>");
    }

    private static void WriteChoice(Markup page, ReportContent report)
    {
        if (report.Metrics.Count < 2 && report.Drawn.Count < 2)
            return;
        page.Write($"<div class=\"tools\" hidden>");
        WriteSelect(page, "metric", "Metric", report.Metrics.Select(metric => metric.Name));
        WriteSelect(page, "parameter", "Against", report.Drawn.Select(parameter => parameter.Name));
        page.Line($"</div>");
    }

    private static void WriteSelect(Markup page, string name, string label, IEnumerable<string> words)
    {
        page.Write($"<label>{label} <select data-choose=\"{name}\"><option value=\"\">all</option>");
        foreach (var (i, word) in words.Index())
            page.Write($"<option value=\"{(long)i}\">{PageText.Short(word, 40)}</option>");
        page.Write($"</select></label> ");
    }

    private static void WriteMetric(Markup page, ReportContent report, ReportMetric metric, IReadOnlyList<Operations.ResultRow> rows)
    {
        WriteExtremes(page, report, metric);
        page.Line($"<div class=\"cards\">");
        foreach (var (i, parameter) in report.Drawn.Index())
        {
            page.Line($"<figure class=\"card\" data-parameter=\"{(long)i}\"><figcaption>{metric.Name} against {parameter.Name}</figcaption>");
            if (parameter.Kind == ParameterKind.Number)
                ScatterChart.Write(page, metric, parameter, rows);
            else
                ScatterChart.WriteStrips(page, metric, ReportAxis.Of(parameter), rows);
            page.Line($"</figure>");
        }

        page.Line($"</div>");
        if (metric.HeatMaps.Count == 0)
            return;
        page.Line($"<div class=\"heats\">");
        foreach (var map in metric.HeatMaps)
            HeatTable.Write(page, metric, map);
        page.Line($"</div>");
    }

    private static void WriteExtremes(Markup page, ReportContent report, ReportMetric metric)
    {
        page.Line($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Greatest and least {metric.Name}\"><table><caption>Greatest and least {metric.Name}</caption>");
        page.Write($"<thead><tr><th scope=\"col\"><span class=\"unseen\">which</span></th><th scope=\"col\" class=\"n\">{metric.Name}</th><th scope=\"col\" class=\"n\">point</th>");
        foreach (var parameter in report.Drawn)
            page.Write($"<th scope=\"col\"{ParameterCells.Class(parameter)}>{parameter.Name}</th>");
        page.Line($"</tr></thead><tbody>");
        var text = Figures.Aligned([.. metric.Greatest.Concat(metric.Least).Select(point => point.Number)]);
        foreach (var (word, points) in (IEnumerable<(string, IReadOnlyList<MetricPoint>)>)[("▲ greatest", metric.Greatest), ("▼ least", metric.Least)])
        {
            foreach (var (i, point) in points.Index())
            {
                page.Write($"<tr><td>{(i == 0 ? word : "")}</td><td class=\"n\">{text(point.Number)}</td><td class=\"n\">{point.Row.Point.Index}</td>");
                foreach (var parameter in report.Drawn)
                    page.Write($"<td{ParameterCells.Class(parameter)}>{ParameterCells.Text(point.Row, parameter.Name)}</td>");
                page.Line($"</tr>");
            }
        }

        page.Line($"</tbody></table></div>");
    }
}

/// <summary>Cells of parameters in tables.</summary>
internal static class ParameterCells
{
    private const int Most = 60;

    /// <summary>Numbers stand at the right.</summary>
    public static TrustedMarkup Class(ReportParameter parameter) => parameter is { Kind: ParameterKind.Number } or { Kind: ParameterKind.Constant, Max: not 0 } ? Cells.Number : default;

    /// <summary>A parameter's value, shortened.</summary>
    public static string Text(Operations.ResultRow row, string name) => RowValue.Of(row, name) is { } json ? PageText.Short(CellText.Of(json), Most) : "";
}
