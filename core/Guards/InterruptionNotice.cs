namespace Muster.Guards;

/// <summary>Somebody says that the agent, or its machine, is about to end.</summary>
public sealed record InterruptionNotice
{
    /// <summary>What is about to happen.</summary>
    public required InterruptionKind Kind { get; init; }

    /// <summary>Who says so, such as <c>SIGTERM</c> or a file's path.</summary>
    public required string Source { get; init; }

    /// <summary>Why, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>When it ends (UTC); null: not said, or not readable.</summary>
    public DateTimeOffset? Deadline { get; init; }
}

/// <summary>What an interruption is.</summary>
public enum InterruptionKind
{
    /// <summary>The machine ends, or is taken away, at the deadline: running work is stopped.</summary>
    Ending,
    /// <summary>The machine may be taken away soon: no more work is taken, what runs may end.</summary>
    AtRisk,
    /// <summary>Somebody signalled the agent to end: running work is stopped.</summary>
    Signal,
}
