namespace Muster.Points;

/// <summary>How an attempt ended.</summary>
public enum AttemptEnd : byte
{
    /// <summary>The command exited; the exit code says how.</summary>
    Exited,
    /// <summary>A signal that was not ours ended it.</summary>
    Signalled,
    /// <summary>It was ended at its timeout.</summary>
    TimedOut,
    /// <summary>It was ended because its run was cancelled.</summary>
    Cancelled,
    /// <summary>It was ended by us for other reasons (engine stops, grant or lease gone). Not charged.</summary>
    Interrupted,
    /// <summary>Its machine or engine died. Not charged.</summary>
    Lost,
    /// <summary>The command could not be started; the note says why.</summary>
    NotStarted,
}

/// <summary>One try of a point, after it ended. What could not be measured is null, never 0.</summary>
public sealed record AttemptRecord
{
    /// <summary>1-based number within the round.</summary>
    public required int Number { get; init; }

    /// <summary>How it ended.</summary>
    public required AttemptEnd End { get; init; }

    /// <summary>When it started (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it ran, by a monotonic clock; null when unknown (lost).</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>Exit code, 0–255; null unless it exited.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Signal number; null unless a signal ended it.</summary>
    public int? Signal { get; init; }

    /// <summary>User and system CPU time of the process and its waited-for children; null when unknown.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>Peak resident memory in bytes of its largest process; null when unknown.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>The slot it ran on, 0-based within its worker.</summary>
    public int Slot { get; init; }

    /// <summary>The worker that ran it; null when unknown.</summary>
    public string? Worker { get; init; }

    /// <summary>Where its standard output and error are; of one that never started because its setup failed, the setup's output; else null when it never started.</summary>
    public string? Output { get; init; }

    /// <summary>Where its result object is; null when it wrote none.</summary>
    public string? Result { get; init; }

    /// <summary>What else is to be said, for people; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>How a note begins that tells of a result file which could not be read.</summary>
    public const string BadResult = "result file ";

    /// <summary>Whether it wrote a result file that could not be read; the note says why.</summary>
    public bool HasBadResult => Note?.StartsWith(BadResult, StringComparison.Ordinal) == true;

    /// <summary>Whether it counts against the retry limit: what was lost or interrupted does not.</summary>
    public bool IsCharged => End is not (AttemptEnd.Lost or AttemptEnd.Interrupted or AttemptEnd.Cancelled);
}
