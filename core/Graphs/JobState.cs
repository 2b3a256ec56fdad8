namespace Muster.Graphs;

/// <summary>
/// Where a job of a point's graph stands.
/// <code>
/// from                        to
/// Pending                     Running, Skipped, Cancelled
/// Running                     Succeeded, Failed, Cancelled, Pending (failed with retries left: not before a time; interrupted; lost)
/// Failed, Skipped, Cancelled  Pending (the point is tried again)
/// </code>
/// Succeeded is final: what has succeeded does not run again for its point within the round.
/// </summary>
public enum JobState : byte
{
    /// <summary>Waits for jobs that it depends on, for its turn, or for its next attempt.</summary>
    Pending,
    /// <summary>An attempt runs.</summary>
    Running,
    /// <summary>An attempt ended with exit code 0.</summary>
    Succeeded,
    /// <summary>Its attempts are used up, or a retry is not allowed.</summary>
    Failed,
    /// <summary>It is not run, since another job failed; its reason names that one.</summary>
    Skipped,
    /// <summary>It was ended, since its run was cancelled, or since another job failed while it ran.</summary>
    Cancelled,
}

/// <summary>The legal moves of a job; the table stands at <see cref="JobState"/>.</summary>
public static class JobTransitions
{
    /// <summary>Whether a job has ended, until its point is tried again.</summary>
    public static bool HasEnded(this JobState state) => state is not (JobState.Pending or JobState.Running);

    /// <summary>Whether a move is legal.</summary>
    public static bool IsLegal(JobState from, JobState to) => (from, to) switch
    {
        (JobState.Pending, JobState.Running or JobState.Skipped or JobState.Cancelled) => true,
        (JobState.Running, JobState.Succeeded or JobState.Failed or JobState.Cancelled or JobState.Pending) => true,
        (JobState.Failed or JobState.Skipped or JobState.Cancelled, JobState.Pending) => true,
        _ => false,
    };

    /// <summary>Throws unless a move is legal.</summary>
    /// <exception cref="Runs.IllegalTransitionException">Names both states.</exception>
    public static void Require(JobState from, JobState to)
    {
        if (!IsLegal(from, to))
            throw Runs.IllegalTransitionException.Of("job", from, to, JobMove.Event);
    }

    private enum JobMove
    {
        Event,
    }
}
