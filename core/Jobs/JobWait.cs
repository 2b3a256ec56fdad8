using Muster.Coordination;
using Muster.Graphs;

namespace Muster.Jobs;

/// <summary>What a point that a worker has waits for, although it has its slot.</summary>
internal static class JobWait
{
    /// <summary>The first of its jobs that is tried again, while none runs; null: it does not wait for a time.</summary>
    public static WaitReason? Of(PointJobs? jobs) =>
        jobs?.Jobs.Where(job => job.NextTry is not null).MinBy(job => job.NextTry) is { } first && jobs.Jobs.All(job => job.State != JobState.Running)
            ? new(WaitCause.Backoff, first.Why!, first.NextTry)
            : null;
}

/// <summary>Which job's last lines explain why a point is where it is.</summary>
internal static class JobLines
{
    /// <summary>The first that failed, or else that is tried again; null: none is to blame.</summary>
    public static JobView? Blamed(PointJobs? jobs) =>
        jobs?.Jobs.FirstOrDefault(job => job.State == JobState.Failed)
        ?? jobs?.Jobs.Where(job => job.NextTry is not null).MinBy(job => job.NextTry);

    /// <summary>Who wrote them, such as <c>job 'build' of point 0</c>; null: nobody.</summary>
    public static string? WriterOf(PointJobs? jobs) =>
        Blamed(jobs) is { Last: not null } job ? $"job '{job.Spec.Id}'{(jobs!.Run.PointCount > 1 ? $" of point {jobs.Point.Index}" : "")}" : null;
}
