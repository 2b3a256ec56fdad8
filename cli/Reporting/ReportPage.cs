using Muster.Cli.Rendering;
using Muster.Cli.Reporting.Sections;
using Muster.Reports;

namespace Muster.Cli.Reporting;

/// <summary>Writes a report as one page that needs nothing else: no network, no other file, and no script to be read.</summary>
internal static class ReportPage
{
    /// <summary>The parts in their order; each is left out where it has nothing to tell.</summary>
    public static IReadOnlyList<IReportSection> Sections { get; } =
    [
        new SummarySection(), new ProgressSection(), new JobsSection(), new TimelineSection(), new MetricsSection(), new SpreadSection(),
        new SlowestSection(), new FailedSection(), new PointsSection(), new SetupSection(),
    ];

    /// <summary>Writes the page.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="report">The report.</param>
    /// <param name="clock">The time zone that times are shown in.</param>
    public static void Write(TextWriter writer, ReportContent report, TimeProvider clock)
    {
        var page = new Markup(writer);
        var sections = Sections.Where(section => section.HasContent(report)).ToList();
        WriteHead(page, report);
        page.Line($"<body><a class=\"skip\" href=\"#main\">Skip to the content</a>");
        page.Line($"{PageAssets.Patterns}");
        WriteHeader(page, report, clock);
        page.Write($"<nav aria-label=\"Sections\"><ul>");
        foreach (var section in sections)
            page.Write($"<li><a href=\"#{section.Id}\">{section.Title}</a></li>");
        page.Line($"</ul></nav><main id=\"main\" tabindex=\"-1\">");
        foreach (var section in sections)
        {
            page.Line($"<section id=\"{section.Id}\" aria-labelledby=\"{section.Id}-title\"><h2 id=\"{section.Id}-title\">{section.Title}</h2>");
            section.Write(page, report, clock);
            page.Line($"</section>");
        }

        page.Line($"</main>");
        WriteFooter(page, report, clock);
        page.Line($"<div id=\"tip\" role=\"status\" hidden></div><script>{PageAssets.Script}</script></body></html>");
    }

    private static void WriteHead(Markup page, ReportContent report)
    {
        page.Line($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {PageAssets.StyleSource}; script-src {PageAssets.ScriptSource}; base-uri 'none'; form-action 'none'\">");
        page.Line($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">");
        page.Line($"<title>{report.Status.Run.Name} – report of run {report.Status.Run.Id.Value}</title><style>{PageAssets.Style}</style></head>");
    }

    private static void WriteHeader(Markup page, ReportContent report, TimeProvider clock)
    {
        var run = report.Status.Run;
        page.Line($"<header><div class=\"name\"><h1>{run.Name}</h1><p><span class=\"badge {StateWords.ClassOf(run.State)}\">{StateWords.MarkOf(run.State)} {StateWords.Of(report.Status)}</span> <code>{run.Id.Value}</code></p>");
        page.Line($"<p class=\"asof\">As of {Human.Time(report.At, clock)}{(!report.IsGoing ? "" : run.IsHeld ? ", on hold: make the page again for what comes later" : ", still going: make the page again for what came since")}</p></div>");
        page.Write($"<fieldset class=\"theme\"><legend>Colours</legend>");
        foreach (var (id, text) in (IEnumerable<(string, string)>)[("auto", "System"), ("light", "Light"), ("dark", "Dark")])
            page.Write($"<label><input type=\"radio\" name=\"theme\" id=\"theme-{id}\"{(id == "auto" ? Checked : default)}>{text}</label>");
        page.Line($"</fieldset></header>");
    }

    private static readonly TrustedMarkup Checked = new(" checked");

    private static void WriteFooter(Markup page, ReportContent report, TimeProvider clock)
    {
        var id = report.Status.Run.Id.Value;
        page.Line($"<footer><p>All results: <code>muster results {id} --format csv</code>. What a point wrote: <code>muster logs {id} INDEX</code>. Why something is as it is: <code>muster why {id}</code>.</p>");
        page.Line($"<p>Made by Muster {VersionText.Version.Split('+')[0]} on {Human.Time(report.At, clock)}.</p></footer>");
    }
}
