using Muster.Cli.Reporting.Charts;
using Muster.Reports;

namespace Muster.Cli.Reporting.Sections;

/// <summary>Attempts on their slots.</summary>
internal sealed class TimelineSection : IReportSection
{
    public string Id => "timeline";

    public string Title => "Timeline";

    public bool HasContent(ReportContent report) => report.Totals.Attempts > 0;

    public void Write(Markup page, ReportContent report, TimeProvider clock)
    {
        if (report.Bars is not { } attempts)
        {
            page.Line($"<p class=\"note\">{Figures.Count(report.Totals.Attempts, "attempt")} are too many to draw one by one (at most {Figures.Count(report.Limits.Bars)} on {Figures.Count(report.Limits.Lanes, "slot")}): <a href=\"#progress\">Progress</a> shows how many ran at once, and <code>muster acct {report.Status.Run.Id.Value}</code> lists them.</p>");
            return;
        }

        page.Line($"<p class=\"keys\">{Key("ok", "succeeded")}{Key("bad", "failed")}{Key("off", "cancelled, interrupted or lost")}</p>");
        page.Line($"<div class=\"scroll wide\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline\">");
        TimelineChart.Write(page, attempts, report.IsGoing ? report.At : DateTimeOffset.MinValue);
        page.Line($"</div>");
        if (report.IsGoing)
            page.Line($"<p class=\"note\">Attempts that still run are not drawn.</p>");
    }

    /// <summary>What a class stands for.</summary>
    public static TrustedMarkup Key(string name, string word) =>
        new($"<span><svg class=\"swatch\" viewBox=\"0 0 12 12\" aria-hidden=\"true\"><rect class=\"try {name}\" width=\"12\" height=\"12\" rx=\"2\"/></svg> {word}</span> ");
}
