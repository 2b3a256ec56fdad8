using Muster.Graphs;
using Muster.Jobs;
using Muster.Operations;
using Muster.Points;

namespace Muster.Reports;

/// <summary>The jobs of one point of a report: of the only one, or of the first that failed, or else of the first that has begun.</summary>
/// <param name="Point">The point and its jobs.</param>
/// <param name="Layout">Where they stand in a drawing; null: too many to be drawn.</param>
/// <param name="Levels">How many of each level stand how.</param>
/// <param name="Attempts">The attempts of jobs, by job in the order of their first starts, one that runs last; null: too many jobs to be drawn.</param>
public sealed record ReportJobs(PointJobs Point, GraphLayout? Layout, IReadOnlyList<LevelCounts> Levels, IReadOnlyList<JobAttempts>? Attempts)
{
    /// <summary>What is told of a point's jobs.</summary>
    public static ReportJobs Of(PointJobs point, ReportLimits limits)
    {
        var levels = point.Jobs.GroupBy(job => job.Level).OrderBy(level => level.Key).Select(level => new LevelCounts(level.Key, [.. level])).ToList();
        var isDrawn = point.Jobs.Count > 0 && point.Jobs.Count <= limits.Jobs;
        return new(
            point, isDrawn && GraphLayout.SizeOf(point.Graph) <= limits.GraphPlaces ? GraphLayout.Of(point.Graph) : null, levels,
            isDrawn ? [.. point.Jobs.Where(job => job.Number > 0).Select(job => new JobAttempts(job)).OrderBy(job => job.Start).ThenBy(job => job.Job.Place)] : null);
    }

    /// <summary>Whether a point is told of rather than another that was met before it.</summary>
    internal static bool IsBetter(PointView point, PointView? than) => point.Entry.Graph is not null
        && (than is null || (than.Standing != PointStanding.Failed && point.Standing == PointStanding.Failed));
}

/// <summary>How the jobs of a level stand.</summary>
/// <param name="Level">1-based.</param>
/// <param name="Jobs">They.</param>
public sealed record LevelCounts(int Level, IReadOnlyList<JobView> Jobs);

/// <summary>The attempts of a job over time.</summary>
/// <param name="Job">The job, of which there was at least one attempt.</param>
public sealed record JobAttempts(JobView Job)
{
    /// <summary>Those that ended, oldest first.</summary>
    public IReadOnlyList<AttemptRecord> Ended => Job.Record.Attempts;

    /// <summary>When the first began (UTC).</summary>
    public DateTimeOffset Start => Ended.Count > 0 ? Ended[0].StartedAt : Job.RunningSince!.Value;

    /// <summary>When the last that is known ended (UTC).</summary>
    public DateTimeOffset End => Ended.Select(attempt => attempt.StartedAt + (attempt.Elapsed ?? TimeSpan.Zero)).Append(Job.RunningSince ?? Start).Max();
}
