namespace Muster.Guards;

/// <summary>What guards remember between looks.</summary>
public sealed record GuardState
{
    /// <summary>Nothing was seen yet.</summary>
    public static GuardState Start { get; } = new();

    /// <summary>Since when the machine is quiet.</summary>
    public IdleState Idle { get; init; } = IdleState.Start;

    /// <summary>Since when the completion file is there.</summary>
    public CompletionState Completion { get; init; } = CompletionState.Start;

    /// <summary>The notice that stands.</summary>
    public InterruptionState Interruption { get; init; } = InterruptionState.Start;

    /// <summary>The state after a look.</summary>
    public GuardState Next(GuardFacts facts, GuardPolicy policy) => new()
    {
        Idle = facts.Reading is { } reading ? Idle.Next(reading, facts.At, policy.Idle) : Idle,
        Completion = Completion.Next(facts.CompletionFileIsThere, facts.At),
        Interruption = Interruption.Next(facts.Notice, facts.Now),
    };
}
