namespace Muster.Agent.Processes;

/// <summary>How a process ended. What could not be had is null, never 0.</summary>
public sealed record ProcessEnd
{
    /// <summary>Exit code, 0–255; null when a signal ended it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Number of the signal that ended it; null when it exited. Both are null where the system does not say.</summary>
    public int? Signal { get; init; }

    /// <summary>Nobody can say how it ended: no exit code and no signal is known. It is never a success.</summary>
    public bool IsLost => ExitCode is null && Signal is null;

    /// <summary>Who caused the end.</summary>
    public required EndCause Cause { get; init; }

    /// <summary>When it was started (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it ran, by a monotonic clock.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>When it ended (UTC): start plus <see cref="Elapsed"/>, so a clock that jumps cannot make it end before it started.</summary>
    public DateTimeOffset EndedAt => StartedAt + Elapsed;

    /// <summary>User and system CPU time of the leader and of the descendants it waited for; null when unknown.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>
    /// Peak resident memory in bytes of the largest single process; null when unknown. For a process smaller than the engine
    /// the system does not keep it, and it is the largest value seen by sampling: null for the very short.
    /// </summary>
    public long? PeakMemoryBytes { get; init; }
}

/// <summary>Who caused a process to end.</summary>
public enum EndCause
{
    /// <summary>Nobody here: it exited, or was signalled by others.</summary>
    Itself,
    /// <summary>Its timeout passed before it ended, whatever its exit code then was.</summary>
    Timeout,
    /// <summary>It was asked to end (<see cref="IRunningProcess.Terminate"/> or <see cref="IRunningProcess.Kill"/>) before it ended.</summary>
    Request,
}
