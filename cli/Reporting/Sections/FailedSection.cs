using Muster.Operations;
using Muster.Reports;

namespace Muster.Cli.Reporting.Sections;

/// <summary>How points failed, and the last lines of some of each way.</summary>
internal sealed class FailedSection : IReportSection
{
    public string Id => "failed";

    public string Title => "Failed points";

    public bool HasContent(ReportContent report) => report.FailureKinds.Count > 0;

    public void Write(Markup page, ReportContent report, TimeProvider clock)
    {
        page.Line($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"How points failed\"><table><caption>Ways of failing</caption>");
        page.Line($"<thead><tr><th scope=\"col\" class=\"n\">points</th><th scope=\"col\">the command</th><th scope=\"col\" class=\"n\">first</th></tr></thead><tbody>");
        foreach (var kind in report.FailureKinds)
            page.Line($"<tr><td class=\"n\">{Figures.Count(kind.Count)}</td><td>{kind.Text}</td><td class=\"n\">{kind.First}</td></tr>");
        page.Line($"</tbody></table></div>");
        if (report.Failed.Count < report.Counts.Ended.Failed)
            page.Line($"<p class=\"note\">{Figures.Count(report.Failed.Count)} of them, some of each way; all: <code>muster points {report.Status.Run.Id.Value} --state failed</code></p>");
        foreach (var failed in report.Failed)
            WritePoint(page, failed);
    }

    private static void WritePoint(Markup page, FailedPoint failed)
    {
        var point = failed.Row.Point;
        page.Line($"<article class=\"failed\"><h3>Point {point.Index}</h3><p>{Ended(point)}</p>");
        page.Write($"<dl class=\"few\">");
        foreach (var field in failed.Row.Parameters)
            page.Write($"<div><dt>{PageText.Short(field.Name, 40)}</dt><dd>{ParameterCells.Text(failed.Row, field.Name)}</dd></div>");
        page.Line($"</dl>");
        if (failed.Lines.Count == 0)
        {
            page.Line($"<p class=\"note\">It wrote nothing.</p></article>");
            return;
        }

        page.Write($"<p class=\"note\">Last lines of {failed.LinesOf}:</p><pre>");
        foreach (var line in failed.Lines)
            page.Write($"{PageText.LogLine(line)}\n");
        page.Line($"</pre></article>");
    }

    private static string Ended(PointView point) => point.Entry switch
    {
        { Last: null } => "It failed without an attempt.",
        { Attempts: [var only] } => $"Its only attempt {AttemptText.Of(only)}.",
        { Last: { } last } => $"The last of its {Figures.Count(point.Entry.Attempts.Count, "attempt")} {AttemptText.Of(last)}.",
    };
}
