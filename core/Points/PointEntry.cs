namespace Muster.Points;

/// <summary>A point's line in its chunk's record: state, when it may run again, and the attempts that ended.</summary>
public sealed record PointEntry
{
    /// <summary>A point that was never tried.</summary>
    public static PointEntry New { get; } = new();

    /// <summary>Pending, or terminal. Running is never stored: an owned chunk's pending points may be running.</summary>
    public PointState State { get; init; }

    /// <summary>Not tried again before this time (UTC); null: at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Attempts that ended in this round, oldest first.</summary>
    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];

    /// <summary>The blob that holds where the point's job graph stands, by its key below the run's own (<see cref="Muster.Graphs.GraphBlobs"/>); null: none was kept yet, or it has no graph.</summary>
    public string? Graph { get; init; }

    /// <summary>Attempts that count against the retry limit.</summary>
    public int ChargedAttempts => Attempts.Count(attempt => attempt.IsCharged);

    /// <summary>The attempt that decided the state, or the last one; null when none ended.</summary>
    public AttemptRecord? Last => Attempts.Count == 0 ? null : Attempts[^1];
}
