using Muster.Cli.Results;
using Muster.Operations;
using Muster.Reports;

namespace Muster.Cli.Reporting.Sections;

/// <summary>A row for each point.</summary>
internal sealed class PointsSection : IReportSection
{
    public string Id => "points";

    public string Title => "Points";

    public bool HasContent(ReportContent report) => report.Rows.Count > 0;

    public void Write(Markup page, ReportContent report, TimeProvider clock)
    {
        var parameters = report.Parameters.Where(parameter => parameter.Kind != ParameterKind.Constant).ToList();
        var part = report.Rows.Count < report.Counts.Total;
        if (part)
            page.Line($"<p class=\"note\">The first {Figures.Count(report.Rows.Count)} of {Figures.Count(report.Counts.Total, "point")}; all: <code>muster results {report.Status.Run.Id.Value} --format csv</code></p>");
        page.Line($"<div class=\"tools\" hidden><label>Show only rows with <input type=\"search\" data-filter=\"all-points\" autocomplete=\"off\"></label> <span role=\"status\" data-filtered=\"all-points\"></span></div>");
        page.Line($"<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"Points\"><table class=\"sortable\" id=\"all-points\"><caption>{(part ? "The first points" : "All points")}</caption><thead><tr><th scope=\"col\" class=\"n\">point</th><th scope=\"col\">state</th>");
        foreach (var parameter in parameters)
            page.Write($"<th scope=\"col\"{ParameterCells.Class(parameter)}>{parameter.Name}</th>");
        foreach (var metric in report.RowMetrics)
            page.Write($"<th scope=\"col\" class=\"n\">{metric}</th>");
        page.Line($"<th scope=\"col\" class=\"n\">attempts</th><th scope=\"col\" class=\"n\">run time</th></tr></thead><tbody>");
        foreach (var row in report.Rows)
            WriteRow(page, report, parameters, row);
        page.Line($"</tbody></table></div>");
    }

    private static void WriteRow(Markup page, ReportContent report, IReadOnlyList<ReportParameter> parameters, ResultRow row)
    {
        var standing = row.Point.Standing;
        page.Write($"<tr><th scope=\"row\" class=\"n\">{row.Point.Index}</th><td class=\"state {StateWords.ClassOf(standing)}\">{StateWords.MarkOf(standing)} {SnakeCase.Of(standing.ToString())}</td>");
        foreach (var parameter in parameters)
            page.Write($"<td{ParameterCells.Class(parameter)}>{ParameterCells.Text(row, parameter.Name)}</td>");
        foreach (var metric in report.RowMetrics)
            page.Write($"<td class=\"n\">{MetricText(row, metric)}</td>");
        page.Line($"<td class=\"n\">{(long)row.Point.Entry.Attempts.Count}</td>{Cells.Span(row.Point.Entry.Last?.Elapsed)}</tr>");
    }

    private static string MetricText(ResultRow row, string name)
    {
        foreach (var field in row.Metrics)
        {
            if (field.Name == name)
                return PageText.Short(CellText.Of(field.Json), 60);
        }

        return "";
    }
}
