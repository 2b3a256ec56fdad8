using Muster.Jobs;
using Muster.Operations;

namespace Muster.Cli.Waiting;

/// <summary>What is said of a run that has not ended when its command does.</summary>
internal static class LeftRun
{
    /// <summary>The command waited no longer.</summary>
    public static string AtTimeout(RunStatus status, JobProgress? jobs) => $"Time is up: run {status.Run.Id} is {status.Words}, {Ended(status, jobs)}. It goes on.";

    /// <summary>Somebody interrupted the command, which was the engine.</summary>
    public static string WithoutEngine(RunStatus status, JobProgress? jobs)
    {
        var id = status.Run.Id;
        return $"Run {id} is interrupted: {Ended(status, jobs)}. It goes on with 'muster wait {id}', or as soon as another engine of this store starts.\n"
            + $"To let it wait instead: muster hold {id}. To give it up: muster cancel {id}";
    }

    /// <summary>Somebody interrupted the command, which only watched.</summary>
    public static string ToAnotherEngine(RunStatus status, JobProgress? jobs) => $"Run {status.Run.Id} goes on: {Ended(status, jobs)}. Wait for it again with: muster wait {status.Run.Id}";

    private static string Ended(RunStatus status, JobProgress? jobs) => jobs is null
        ? $"{status.Counts.Ended} of {status.Run.PointCount} points have ended"
        : $"{jobs.Ended} of {jobs.Total} jobs have ended";
}
