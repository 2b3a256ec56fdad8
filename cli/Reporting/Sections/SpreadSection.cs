using Muster.Cli.Reporting.Charts;
using Muster.Reports;

namespace Muster.Cli.Reporting.Sections;

/// <summary>How numbers are spread: what attempts took, and the metrics.</summary>
internal sealed class SpreadSection : IReportSection
{
    public string Id => "distributions";

    public string Title => "Distributions";

    public bool HasContent(ReportContent report) => report.Usage.Count > 0 || report.Metrics.Count > 0;

    public void Write(Markup page, ReportContent report, TimeProvider clock)
    {
        page.Line($"<p class=\"note\">Run time, CPU time and peak memory are of each attempt; metrics of each point that succeeded. The dashed line is the median.</p><div class=\"cards\">");
        foreach (var spread in report.Usage.Concat(report.Metrics.Select(metric => metric.Spread)))
            HistogramChart.Write(page, spread);
        page.Line($"</div>");
    }
}
