using Muster.Points;

namespace Muster.Graphs;

/// <summary>A job's line in the state of its graph.</summary>
public sealed record JobRecord
{
    /// <summary>A job that was never tried.</summary>
    public static JobRecord New { get; } = new();

    /// <summary>Where it stands.</summary>
    public JobState State { get; init; }

    /// <summary>Attempts that ended, oldest first; their numbers go on when the point is tried again.</summary>
    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];

    /// <summary>How many of the attempts were of earlier attempts of the point: they are not charged any more.</summary>
    public int Uncounted { get; init; }

    /// <summary>Not tried again before this time (UTC); null: at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When the attempt that runs was started (UTC); null: none runs.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>The manifest of what its attempts left in their checkpoint folder, by its reference (<see cref="GraphBlobs"/>); null: nothing was kept.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The object of metrics that the last attempt wrote to its result file, by the reference of its bytes; null: it wrote none.</summary>
    public string? Metrics { get; init; }

    /// <summary>Why it failed for good, was skipped or cancelled, as a sentence; null: it was not.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of the attempt that runs or comes next; 1-based.</summary>
    public int NextAttempt => Attempts.Count + 1;

    /// <summary>Attempts that count against the job's retry limit.</summary>
    public int ChargedAttempts => Attempts.Skip(Uncounted).Count(attempt => attempt.IsCharged);

    /// <summary>The last attempt that ended; null: none did.</summary>
    public AttemptRecord? Last => Attempts.Count == 0 ? null : Attempts[^1];
}
