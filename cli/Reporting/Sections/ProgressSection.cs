using Muster.Cli.Rendering;
using Muster.Cli.Reporting.Charts;
using Muster.Reports;

namespace Muster.Cli.Reporting.Sections;

/// <summary>Points that ended and attempts that ran, over time.</summary>
internal sealed class ProgressSection : IReportSection
{
    /// <summary>What ended in less is no rate: it would be told per second, and nobody waited for one.</summary>
    private static readonly TimeSpan LeastForRate = TimeSpan.FromSeconds(5);

    public string Id => "progress";

    public string Title => "Progress";

    public bool HasContent(ReportContent report) => report.Times is not null;

    public void Write(Markup page, ReportContent report, TimeProvider clock)
    {
        var times = report.Times!;
        page.Line($"<p class=\"note\">From {Human.Time(times.From, clock)}, in steps of {TimeCharts.Width(times)}.</p><div class=\"cards\">");
        page.Line($"<figure class=\"card\"><figcaption>Points that have ended</figcaption>");
        TimeCharts.WriteEnded(page, times);
        WriteKeys(page, report);
        page.Line($"</figure><figure class=\"card\"><figcaption>Attempts running at once</figcaption>");
        TimeCharts.WriteRunning(page, times);
        page.Line($"</figure>");
        if (times.To - times.From >= LeastForRate && times.Steps.Any(step => step.Succeeded + step.Failed + step.Cancelled > 0))
        {
            page.Line($"<figure class=\"card\"><figcaption>Points ended per time</figcaption>");
            TimeCharts.WriteRate(page, times);
            page.Line($"</figure>");
        }

        page.Line($"</div>");
        if (report.IsGoing)
            page.Line($"<p class=\"note\">Attempts that still run are not in it: what they do is known when they end.</p>");
        if (report.EndsUnknown > 0)
            page.Line($"<p class=\"note\">{Figures.Count(report.EndsUnknown, "point")} ended without an attempt or at a time that nobody knows, and {(report.EndsUnknown == 1 ? "is" : "are")} not in it.</p>");
    }

    private static void WriteKeys(Markup page, ReportContent report)
    {
        var ended = report.Counts.Ended;
        page.Write($"<p class=\"keys\">");
        foreach (var (name, word, count) in (IEnumerable<(string, string, long)>)[("ok", "succeeded", ended.Succeeded), ("bad", "failed", ended.Failed), ("off", "cancelled", ended.Cancelled)])
        {
            if (count > 0)
                page.Write($"<span><svg class=\"swatch\" viewBox=\"0 0 12 12\" aria-hidden=\"true\"><rect class=\"{name}\" width=\"12\" height=\"12\"/></svg> {word}</span> ");
        }

        page.Line($"</p>");
    }
}
