using Muster.Graphs;
using Muster.Points;

namespace Muster.Jobs;

/// <summary>Where a job of a point stands, for people.</summary>
public sealed record JobView
{
    /// <summary>Its place in the file, from 0.</summary>
    public required int Place { get; init; }

    /// <summary>What it runs.</summary>
    public required JobSpec Spec { get; init; }

    /// <summary>How many jobs wait for each other up to it, itself included; 1-based.</summary>
    public required int Level { get; init; }

    /// <summary>Where it stands, seen together with its point: of a point whose worker is gone, none runs.</summary>
    public required JobState State { get; init; }

    /// <summary>Its line as it was kept.</summary>
    public required JobRecord Record { get; init; }

    /// <summary>When it is tried again (UTC), where that is in the future; null: it does not wait for a time.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>The ids of its dependencies that have not succeeded, where it waits for them; empty: it waits for none.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>Why it waits, stopped, or was not run, or what is to be said although it succeeded, as a sentence; null: nothing is to be said.</summary>
    public string? Why { get; init; }

    /// <summary>The last attempt that ended; null: none did.</summary>
    public AttemptRecord? Last => Record.Last;

    /// <summary>Since when an attempt runs (UTC); null: none does.</summary>
    public DateTimeOffset? RunningSince => State == JobState.Running ? Record.RunningSince : null;

    /// <summary>Attempts that count against its retry limit, one that runs included.</summary>
    public int Charged => Record.ChargedAttempts + (State == JobState.Running ? 1 : 0);

    /// <summary>The number of the attempt that runs, or else of the last one; 0: there was none.</summary>
    public int Number => Record.Attempts.Count + (State == JobState.Running ? 1 : 0);
}
