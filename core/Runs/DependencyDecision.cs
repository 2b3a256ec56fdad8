using Muster.Coordination;

namespace Muster.Runs;

/// <summary>Whether a run may start, as far as it depends on others. Pure; it is asked again until the run has started.</summary>
public sealed record DependencyDecision
{
    private DependencyDecision(bool isNever, WaitReason? reason) => (IsNever, Reason) = (isNever, reason);

    /// <summary>Nothing hinders it.</summary>
    public static DependencyDecision MayStart { get; } = new(false, null);

    /// <summary>Whether it can never start: a run ended otherwise than it had to.</summary>
    public bool IsNever { get; }

    /// <summary>What it waits for, or why it never starts; null: it may start.</summary>
    public WaitReason? Reason { get; }

    /// <summary>Decides.</summary>
    /// <param name="run">The run that waits.</param>
    /// <param name="others">The records of the runs that it depends on, in their order; null: deleted, which only ended runs are.</param>
    public static DependencyDecision For(RunRecord run, IReadOnlyList<RunRecord?> others)
    {
        var waits = new List<string>();
        for (var i = 0; i < run.After.Count; i++)
        {
            if (Never(run.After[i], others[i]) is { } end)
                return new(true, new(WaitCause.Dependency, $"It was to start only if run {TextOf(run.After[i])} completed, but that {end}. If that completes yet, run this one with: muster retry {run.Id}"));
            if (Waits(run.After[i], others[i]) is { } what)
                waits.Add(what);
        }

        return waits is [var first, ..]
            ? new(false, new(WaitCause.Dependency, $"{first}{(waits.Count > 1 ? $" It waits for {waits.Count - 1} more." : "")}"))
            : MayStart;
    }

    private static string? Never(RunDependency dependency, RunRecord? other) => (dependency.Kind, other) switch
    {
        (DependencyKind.Ok, null) => "was deleted",
        (DependencyKind.Ok, { State: RunState.Error or RunState.Cancelled }) => RunWords.Says(other),
        _ => null,
    };

    private static string? Waits(RunDependency dependency, RunRecord? other) => other switch
    {
        null or { State: RunState.Complete or RunState.Error or RunState.Cancelled } => null,
        { IsHeld: true } => $"It starts when run {TextOf(dependency)} {How(dependency)}; that one is held until: muster release {dependency.Run}",
        _ => $"It starts when run {TextOf(dependency)} {How(dependency)}; that one {RunWords.Says(other)}.",
    };

    private static string How(RunDependency dependency) => dependency.Kind == DependencyKind.Ok ? "completes" : "ends";

    private static string TextOf(RunDependency dependency) => $"{dependency.Run} ({dependency.Name})";
}
