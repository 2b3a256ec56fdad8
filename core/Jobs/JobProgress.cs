using Muster.Graphs;

namespace Muster.Jobs;

/// <summary>How far the jobs of a point are.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Ended">Those that succeeded, failed, were skipped or were cancelled.</param>
/// <param name="Failed">Those that failed.</param>
public sealed record JobProgress(int Total, int Ended, int Failed)
{
    /// <summary>The ids of those that run, in file order.</summary>
    public IReadOnlyList<string> Running { get; init; } = [];

    /// <summary>The ids of those that failed and are tried again at a time, in file order.</summary>
    public IReadOnlyList<string> Again { get; init; } = [];

    /// <summary>Counts; null where nobody can tell.</summary>
    /// <param name="jobs">All jobs of the point.</param>
    public static JobProgress? Of(IReadOnlyList<JobView> jobs) => jobs.Count == 0 ? null : new(
        jobs.Count,
        jobs.Count(job => job.State is JobState.Succeeded or JobState.Failed or JobState.Skipped or JobState.Cancelled),
        jobs.Count(job => job.State == JobState.Failed))
    {
        Running = [.. jobs.Where(job => job.State == JobState.Running).Select(job => job.Spec.Id)],
        Again = [.. jobs.Where(job => job.NextTry is not null).Select(job => job.Spec.Id)],
    };
}
