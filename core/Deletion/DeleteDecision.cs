using Muster.Runs;

namespace Muster.Deletion;

/// <summary>What is known of a run that is to be deleted, or whose logs are to be pruned.</summary>
/// <param name="Run">Its record.</param>
public sealed record DeleteFacts(RunRecord Run)
{
    /// <summary>Whether somebody alive holds its lock.</summary>
    public bool IsLocked { get; init; }

    /// <summary>Workers of it that are known to be alive.</summary>
    public IReadOnlyList<string> Workers { get; init; } = [];

    /// <summary>Runs that wait for its end, or are to see how it ended.</summary>
    public IReadOnlyList<RunRecord> WaitedForBy { get; init; } = [];
}

/// <summary>Whether a run may be deleted, or its logs be pruned: only what has ended, and nobody works on or waits for.</summary>
public sealed record DeleteDecision
{
    private DeleteDecision(string? refusal) => Refusal = refusal;

    /// <summary>Why not, and what to do; null: it may be.</summary>
    public string? Refusal { get; }

    /// <summary>Decides on a deletion. One that was begun may always be finished.</summary>
    public static DeleteDecision ToDelete(DeleteFacts facts) => new(facts.Run.DeletingSince is not null ? null : Busy(facts) ?? Wanted(facts));

    /// <summary>Decides on pruning logs.</summary>
    public static DeleteDecision ToPrune(DeleteFacts facts) =>
        new(facts.Run.DeletingSince is not null ? $"{Name(facts.Run)} is being deleted; finish that: muster delete {facts.Run.Id}" : Busy(facts));

    private static string? Busy(DeleteFacts facts)
    {
        var run = facts.Run;
        if (!run.State.IsTerminal())
            return run.Desired == DesiredState.Cancelled
                ? $"{Name(run)} is being cancelled; wait until it has ended: muster wait {run.Id}"
                : $"{Name(run)} {RunWords.Says(run)}; cancel it first: muster cancel {run.Id}";
        if (facts.IsLocked)
            return $"{Name(run)} {RunWords.Says(run)}, but {run.Lock?.Owner} still holds its lock. Try again when it has given it back.";
        return facts.Workers is [var worker, ..] ? $"{Name(run)} {RunWords.Says(run)}, but its worker {worker} is still ending. Try again in a moment." : null;
    }

    private static string? Wanted(DeleteFacts facts) => facts.WaitedForBy is [var first, ..]
        ? $"{Name(facts.Run)} is waited for by {(facts.WaitedForBy.Count == 1 ? "" : $"{facts.WaitedForBy.Count} runs, such as ")}{first.Id} ({first.Name}); cancel or delete {(facts.WaitedForBy.Count == 1 ? "that" : "those")} first."
        : null;

    private static string Name(RunRecord run) => $"Run {run.Id} ({run.Name})";
}
