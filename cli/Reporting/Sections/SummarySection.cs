using Muster.Cli.Rendering;
using Muster.Operations;
using Muster.Reports;

namespace Muster.Cli.Reporting.Sections;

/// <summary>Where the run stands: how its points ended, why it waits or ended so, what it took.</summary>
internal sealed class SummarySection : IReportSection
{
    public string Id => "summary";

    public string Title => "Summary";

    public bool HasContent(ReportContent report) => true;

    public void Write(Markup page, ReportContent report, TimeProvider clock)
    {
        WriteOutcomes(page, report);
        WriteReason(page, report, clock);
        WriteFacts(page, report, clock);
        foreach (var trouble in report.Troubles)
            page.Line($"<p class=\"note\">{trouble}</p>");
    }

    private static void WriteOutcomes(Markup page, ReportContent report)
    {
        var counts = report.Counts;
        (string Class, string Mark, string Word, long Count)[] parts =
        [
            ("ok", "✓", "succeeded", counts.Ended.Succeeded), ("bad", "✕", "failed", counts.Ended.Failed), ("off", "–", "cancelled", counts.Ended.Cancelled),
            ("run", "▸", "running", counts.Running), ("wait", "·", "pending", counts.Pending),
        ];
        page.Write($"<svg class=\"outcome\" viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        var at = 0.0;
        foreach (var part in parts.Where(part => part.Count > 0))
        {
            var width = 1000.0 * part.Count / counts.Total;
            page.Write($"<rect class=\"{part.Class}\" x=\"{at}\" y=\"0\" width=\"{Math.Max(2, width)}\" height=\"20\"/>");
            at += width;
        }

        page.Line($"</svg><ul class=\"outcomes\">");
        foreach (var part in parts.Where(part => part.Count > 0 || part.Class is "ok" or "bad"))
            page.Write($"<li><span class=\"key {part.Class}\" aria-hidden=\"true\">{part.Mark}</span> <b>{Figures.Count(part.Count)}</b> {part.Word}</li>");
        page.Line($"<li class=\"total\">of <b>{Figures.Count(counts.Total)}</b> {(counts.Total == 1 ? "point" : "points")}</li></ul>");
    }

    private static void WriteReason(Markup page, ReportContent report, TimeProvider clock)
    {
        if (report.Status.Reason is { } reason)
        {
            var next = reason.NextTry is { } time ? $" Next try: {Human.Time(time, clock)}." : "";
            page.Line($"<p class=\"reason\"><b>{(report.IsGoing ? "It waits" : "It ended so")}:</b> {(next.Length > 0 ? Human.Sentence(reason.Text) : reason.Text)}{next}</p>");
        }

        if (report.FailureKinds.Count > 0)
            page.Line($"<p class=\"reason\"><b>How points failed:</b> {string.Join(", ", report.FailureKinds.Take(3).Select(kind => $"{Figures.Count(kind.Count)} {kind.Text}"))}{(report.FailureKinds.Count > 3 ? " and more" : "")}. <a href=\"#failed\">See the failed points</a></p>");
    }

    private static void WriteFacts(Markup page, ReportContent report, TimeProvider clock)
    {
        page.Line($"<dl class=\"facts\">");
        foreach (var (name, text) in Facts(report, clock))
            page.Line($"<div><dt>{name}</dt><dd>{text}</dd></div>");
        page.Line($"</dl>");
        if (Cost(report) is null)
            page.Line($"<p class=\"note\">What it cost is not known: nobody named a price of the machine (MUSTER_USD_PER_HOUR) when it ran.</p>");
    }

    private static IEnumerable<(string Name, string Text)> Facts(ReportContent report, TimeProvider clock)
    {
        var (run, totals) = (report.Status.Run, report.Totals);
        yield return ("Submitted", Human.Time(run.CreatedAt, clock));
        if (run.StartedAt is { } started)
            yield return (run.Round.Number > 1 ? $"Round {run.Round.Number} started" : "Started", Human.Time(started, clock));
        if (run.CompletedAt is { } ended)
            yield return ("Ended", Human.Time(ended, clock));
        if (run.StartedAt is { } from)
            yield return (report.IsGoing ? "Going for" : "Took", Human.Span((run.CompletedAt ?? report.At) - from));
        yield return ("Attempts that ended", Figures.Count(totals.Attempts));
        if (totals.Attempts > 0)
        {
            yield return ("Run time, all attempts", Known(totals.Run is { } all ? Human.Span(all) : null, totals.Unknown.Run));
            yield return ("CPU time", Known(totals.Cpu is { } cpu ? Human.Span(cpu) : null, totals.Unknown.Cpu));
            yield return ("CPU efficiency", Known(totals.Efficiency is { } part ? Human.Percent(part) : null, totals.Unknown.Efficiency));
            yield return ("Peak memory", Known(totals.PeakMemoryBytes is { } bytes ? Human.Bytes(bytes) : null, totals.Unknown.PeakMemory));
        }

        if (Cost(report) is { } cost)
            yield return ("Cost", cost);
        yield return ("At once", run.MaxConcurrent is { } most ? $"at most {Figures.Count(most, "point")}" : "as many points as there are slots");
        yield return ("Priority", SnakeCase.Of(run.Priority.ToString()));
    }

    /// <summary>What it cost, and its budget; null: nobody knows.</summary>
    private static string? Cost(ReportContent report) => report.Status.Run switch
    {
        { BudgetUsd: { } budget, SpentUsd: var spent } => $"{Human.Usd(spent)} of {Human.Usd(budget)}",
        { SpentUsd: > 0 and var spent } => Human.Usd(spent),
        _ => null,
    };

    private static string Known(string? amount, long unknown) =>
        amount is null ? "unknown" : unknown == 0 ? amount : $"{amount} ({Figures.Count(unknown, "attempt")} unknown)";
}
