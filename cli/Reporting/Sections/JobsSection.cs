using Muster.Cli.Rendering;
using Muster.Cli.Reporting.Charts;
using Muster.Graphs;
using Muster.Jobs;
using Muster.Operations;
using Muster.Reports;

namespace Muster.Cli.Reporting.Sections;

/// <summary>The job graph of a point, its attempts over time, and each job in words.</summary>
internal sealed class JobsSection : IReportSection
{
    private const int MostNamed = 4;

    public string Id => "jobs";

    public string Title => "Jobs";

    public bool HasContent(ReportContent report) => report.Jobs is not null;

    public void Write(Markup page, ReportContent report, TimeProvider clock)
    {
        var jobs = report.Jobs!;
        var point = jobs.Point;
        if (report.Counts.Total > 1)
            page.Line($"<p>Of point {point.Point.Index}, {(point.Point.Standing == PointStanding.Failed ? "the first that failed" : "the first that has begun; none failed")}. Others: <code>muster status {point.Run.Id.Value} --point N</code></p>");
        if (point.Problem is { } problem)
        {
            page.Line($"<p class=\"note\">{problem}</p>");
            return;
        }

        page.Line($"<p>{Figures.Count(point.Jobs.Count, "job")} in {Figures.Count(jobs.Levels.Count, "level")}: {JobSentences.Counts(point.Jobs)}.</p>");
        if (jobs.Layout is { } layout)
            WriteGraph(page, jobs, layout, report.At);
        else
            WriteLevels(page, jobs, report);
        if (jobs.Attempts is { Count: > 0 } attempts)
            WriteTimes(page, attempts, report.At);
        if (jobs.Attempts is not null)
            WriteTable(page, point, report, clock);
    }

    private static void WriteGraph(Markup page, ReportJobs jobs, GraphLayout layout, DateTimeOffset now)
    {
        page.Write($"<p class=\"keys\">");
        foreach (var state in jobs.Point.Jobs.Select(job => job.State).Distinct().Order())
            page.Write($"{JobGraphChart.Key(state)}");
        page.Line($"</p><div class=\"scroll graphs tall\" tabindex=\"0\" role=\"region\" aria-label=\"The job graph\">");
        JobGraphChart.Write(page, jobs, layout, now);
        page.Line($"</div>");
    }

    private static void WriteLevels(Markup page, ReportJobs jobs, ReportContent report)
    {
        page.Line($"<p class=\"note\">The graph is too large to be drawn (at most {Figures.Count(report.Limits.Jobs)} jobs, with not too many lines): <code>muster graph {report.Status.Run.Id.Value} --point {jobs.Point.Point.Index} --format dot</code></p>");
        page.Line($"<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"Levels of jobs\"><table><caption>Jobs by level</caption><thead><tr><th scope=\"col\" class=\"n\">level</th><th scope=\"col\" class=\"n\">jobs</th><th scope=\"col\">how they stand</th><th scope=\"col\">which</th></tr></thead><tbody>");
        foreach (var level in jobs.Levels)
        {
            var shown = level.Jobs.OrderBy(job => job.State == JobState.Failed ? 0 : 1).Take(MostNamed).Select(job => job.Spec.Id);
            page.Line($"<tr><td class=\"n\">{(long)level.Level}</td><td class=\"n\">{Figures.Count(level.Jobs.Count)}</td><td>{JobSentences.Counts(level.Jobs)}</td><td>{string.Join(", ", shown)}{(level.Jobs.Count > MostNamed ? $" and {level.Jobs.Count - MostNamed} more" : "")}</td></tr>");
        }

        page.Line($"</tbody></table></div>");
    }

    private static void WriteTimes(Markup page, IReadOnlyList<JobAttempts> attempts, DateTimeOffset now)
    {
        page.Line($"<h3>When they ran</h3><p class=\"keys\">{TimelineSection.Key("ok", "succeeded")}{TimelineSection.Key("bad", "failed")}{TimelineSection.Key("off", "cancelled, interrupted or lost")}{(attempts.Any(job => job.Job.RunningSince is not null) ? TimelineSection.Key("run", "running") : default)}</p>");
        page.Line($"<div class=\"scroll wide tall\" tabindex=\"0\" role=\"region\" aria-label=\"Attempts of jobs over time\">");
        JobTimeChart.Write(page, attempts, now);
        page.Line($"</div>");
    }

    private static void WriteTable(Markup page, PointJobs point, ReportContent report, TimeProvider clock)
    {
        page.Line($"<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"Jobs\"><table class=\"sortable\"><caption>Each job</caption><thead><tr>");
        page.Line($"<th scope=\"col\">job</th><th scope=\"col\">state</th><th scope=\"col\" class=\"n\">level</th><th scope=\"col\" class=\"n\">attempts</th><th scope=\"col\" class=\"n\">time</th><th scope=\"col\">end</th><th scope=\"col\">why</th></tr></thead><tbody>");
        foreach (var job in point.InOrder)
        {
            page.Write($"<tr><td>{job.Spec.Id}</td><td class=\"state {StateWords.ClassOf(job.State)}\">{StateWords.MarkOf(job.State)} {JobSentences.Word(job.State)}</td><td class=\"n\">{(long)job.Level}</td><td class=\"n\">{(long)job.Number}</td>{Cells.Span(JobWords.Time(job, report.At))}");
            page.Line($"<td>{(job.RunningSince is null && job.Last is { } last ? AttemptText.Of(last with { Note = null }) : "")}</td><td>{Next(job, clock)}{job.Why}</td></tr>");
        }

        page.Line($"</tbody></table></div>");
    }

    private static string Next(JobView job, TimeProvider clock) => job.NextTry is { } next ? $"Next try: {Human.Time(next, clock)}. " : "";
}
