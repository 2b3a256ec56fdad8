using System.Globalization;
using System.Text;
using Muster.Jobs;

namespace Muster.Cli.Watching;

/// <summary>What is shown of a run's progress at one moment.</summary>
/// <param name="Name">The run's name.</param>
/// <param name="Total">Its points.</param>
/// <param name="Ended">Points that ended.</param>
/// <param name="Failed">Points that failed.</param>
/// <param name="Running">Points running.</param>
/// <param name="PerSecond">Points ending per second; null: not known yet.</param>
/// <param name="Waiting">What it waits for; null: nothing.</param>
public sealed record ProgressFacts(string Name, long Total, long Ended, long Failed, int Running, double? PerSecond, string? Waiting)
{
    /// <summary>Whether nothing more starts, so that the rest does not end at this rate.</summary>
    public bool IsEnding { get; init; }

    /// <summary>How far the jobs of its only point are, which are counted instead of that; null: it has several points, or no jobs.</summary>
    public JobProgress? Jobs { get; init; }

    /// <summary>The part of it that has ended, from 0 to 1.</summary>
    public double Share => (Jobs?.Total ?? Total, Jobs?.Ended ?? Ended) is ( > 0 and var total, var ended) ? (double)ended / total : 1;

    /// <summary>When the last point will have ended at this rate; null: not known.</summary>
    public TimeSpan? Eta => !IsEnding && PerSecond is > 0 and var rate && Ended < Total ? TimeSpan.FromSeconds((Total - Ended) / rate) : null;
}

/// <summary>Writes progress as one line: with a bar for terminals, plain elsewhere.</summary>
public static class ProgressLine
{
    private const int BarWidth = 24;
    private const int ShortestName = 8;
    private const int MostNamed = 3;
    private const string Ellipsis = "...";

    /// <summary>A line of at most so many columns. Where they are few, the name is shortened first; then the bar goes, and last of all figures.</summary>
    public static string ForTerminal(ProgressFacts facts, int width)
    {
        var filled = (int)(facts.Share * BarWidth);
        var figures = Plain(facts);
        var rest = $"  [{new string('#', filled)}{new string('.', BarWidth - filled)}] {figures}";
        if (Math.Min(facts.Name.Length, ShortestName) + rest.Length > width)
            rest = $"  {figures}";
        return Cut($"{Cut(facts.Name, Math.Max(width - rest.Length, ShortestName))}{rest}", width);
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : $"{text.AsSpan(0, Math.Max(0, width - Ellipsis.Length))}{Ellipsis}";

    /// <summary>The figures, without a bar and of any length.</summary>
    public static string Plain(ProgressFacts facts)
    {
        if (facts.Jobs is { } jobs)
            return OfJobs(jobs, facts.Waiting);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{facts.Ended}/{facts.Total} {Percent(facts)}%");
        if (facts.Running > 0)
            text.Append(CultureInfo.InvariantCulture, $"  {facts.Running} running");
        if (facts.Failed > 0)
            text.Append(CultureInfo.InvariantCulture, $"  {facts.Failed} failed");
        if (facts.PerSecond is { } rate && facts.Ended < facts.Total)
            text.Append(CultureInfo.InvariantCulture, $"  {Rate(rate)}");
        if (facts.Eta is { } eta)
            text.Append(CultureInfo.InvariantCulture, $"  ETA {Span(eta)}");
        if (facts.Waiting is { } waiting)
            text.Append(CultureInfo.InvariantCulture, $"  waiting: {waiting}");
        return text.ToString();
    }

    /// <summary>Of jobs each is another one: those that run are named, and no rate is told.</summary>
    private static string OfJobs(JobProgress jobs, string? waiting)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{jobs.Ended}/{jobs.Total} jobs");
        if (jobs.Running.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $", running: {Named(jobs.Running)}");
        if (jobs.Again.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $", to be tried again: {Named(jobs.Again)}");
        if (jobs.Failed > 0)
            text.Append(CultureInfo.InvariantCulture, $", {jobs.Failed} failed");
        if (waiting is not null && jobs.Running.Count == 0)
            text.Append(CultureInfo.InvariantCulture, $", waiting: {waiting}");
        return text.ToString();
    }

    private static string Named(IReadOnlyList<string> ids) =>
        $"{string.Join(", ", ids.Take(MostNamed))}{(ids.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {ids.Count - MostNamed} more") : "")}";

    private static string Percent(ProgressFacts facts) => Math.Floor(100 * facts.Share).ToString("0", CultureInfo.InvariantCulture);

    private static string Rate(double perSecond) =>
        perSecond >= 1 ? $"{perSecond.ToString(perSecond >= 100 ? "0" : "0.0", CultureInfo.InvariantCulture)}/s"
        : $"{(perSecond * 60).ToString("0.0", CultureInfo.InvariantCulture)}/min";

    private static string Span(TimeSpan span) =>
        span.TotalDays >= 1 ? $"{(int)span.TotalDays}d{span.Hours}h"
        : span.TotalHours >= 1 ? $"{(int)span.TotalHours}h{span.Minutes}m"
        : span.TotalMinutes >= 1 ? $"{(int)span.TotalMinutes}m{span.Seconds}s"
        : $"{Math.Ceiling(span.TotalSeconds):0}s";
}
