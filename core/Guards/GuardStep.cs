namespace Muster.Guards;

/// <summary>What an agent is to do; each goes further than the one before it.</summary>
public enum GuardStep
{
    /// <summary>Go on.</summary>
    GoOn,
    /// <summary>Take no more work; what runs may end.</summary>
    Drain,
    /// <summary>End what runs.</summary>
    Stop,
}

/// <summary>What made a guard act.</summary>
public enum GuardCause
{
    /// <summary>The deadline came, or comes soon.</summary>
    Deadline,
    /// <summary>A signal, or a notice that the machine ends.</summary>
    Interruption,
    /// <summary>The completion file was there for its delay.</summary>
    CompletionFile,
    /// <summary>The machine was quiet for its timeout.</summary>
    Idle,
    /// <summary>No guard: the work that the machine was launched for is over.</summary>
    Work,
}
