using Muster.Cli.Rendering;
using Muster.Operations;
using Muster.Points;
using Muster.Reports;

namespace Muster.Cli.Reporting.Charts;

/// <summary>Draws the attempts of jobs over time, a line for each job.</summary>
internal static class JobTimeChart
{
    private const double LaneHeight = 22;
    private const double BarHeight = 16;

    /// <summary>Draws them.</summary>
    /// <param name="page">The page.</param>
    /// <param name="jobs">The jobs that have attempts, at least one.</param>
    /// <param name="now">What runs has run until then.</param>
    public static void Write(Markup page, IReadOnlyList<JobAttempts> jobs, DateTimeOffset now)
    {
        var from = jobs.Min(job => job.Start);
        var to = jobs.Max(job => job.Job.RunningSince is not null && now > job.End ? now : job.End);
        var plot = Plot.Open(page, new(
            "Attempts of jobs over time", $"{Figures.Count(jobs.Sum(job => job.Job.Number), "attempt")} of {Figures.Count(jobs.Count, "job")}.",
            Scale.Between(0, Math.Max((to - from).TotalSeconds, 0.001), unit: Unit.Seconds), "since the first start", "job")
        {
            Rows = [.. jobs.Select(job => job.Job.Spec.Id)],
            Width = 960,
            Height = 68 + LaneHeight * jobs.Count,
        });
        for (var row = 0; row < jobs.Count; row++)
        {
            foreach (var attempt in jobs[row].Ended)
                WriteBar(page, plot, row, (attempt.StartedAt - from, attempt.Elapsed), TimelineChart.ClassOf(attempt), $"{jobs[row].Job.Spec.Id}, attempt {attempt.Number}: {AttemptText.Of(attempt)}; {(attempt.Elapsed is { } took ? $"ran {Human.Span(took)}" : "nobody knows how long it ran")}");
            if (jobs[row].Job.RunningSince is { } since)
                WriteBar(page, plot, row, (since - from, now > since ? now - since : TimeSpan.Zero), "run", $"{jobs[row].Job.Spec.Id}, attempt {jobs[row].Job.Number}: running");
        }

        plot.Close();
    }

    private static void WriteBar(Markup page, Plot plot, int row, (TimeSpan Start, TimeSpan? Took) when, string name, string text)
    {
        var (left, right) = (plot.X(when.Start.TotalSeconds), plot.X((when.Start + (when.Took ?? TimeSpan.Zero)).TotalSeconds));
        page.Write($"<rect class=\"try {name}\" x=\"{left}\" y=\"{plot.Row(row) - BarHeight / 2}\" width=\"{Math.Max(1.5, right - left - 0.5)}\" height=\"{BarHeight}\" rx=\"2\">");
        page.Line($"<title>{text}</title></rect>");
    }
}
