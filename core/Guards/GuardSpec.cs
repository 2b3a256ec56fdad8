using Muster.Sweeps;

namespace Muster.Guards;

/// <summary>What was asked of an agent's guards.</summary>
public sealed record GuardSpec
{
    /// <summary>When it stops its work, whatever it does then (UTC); null: no deadline was asked for.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>When the deadline was first asked for (UTC), by which the warning of a short one is shortened; null: unknown.</summary>
    public DateTimeOffset? DeadlineSetAt { get; init; }

    /// <summary>How long the machine must have been quiet to be idle, more than zero; null: it never is.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>Absolute path of a file whose appearance completes the agent's work; null: none.</summary>
    public string? CompletionFile { get; init; }

    /// <summary>How long the file must have been there, 0 or more; default 0.</summary>
    public TimeSpan CompletionDelay { get; init; }

    /// <summary>What happens at the end; default: nothing, the agent keeps serving.</summary>
    public OnComplete OnComplete { get; init; }

    /// <summary>Whether the agent was told that its machine is its own, to be stopped as it likes; default false.</summary>
    public bool OwnsMachine { get; init; }

    /// <summary>Whether the end concerns the machine, and not the agent alone.</summary>
    public bool EndsMachine => OnComplete is OnComplete.Stop or OnComplete.Terminate or OnComplete.Hibernate;

    /// <summary>What contradicts itself, in a sentence for people; null: nothing.</summary>
    public string? FindProblem() => this switch
    {
        { EndsMachine: true, OwnsMachine: false } =>
            $"--on-complete is '{GuardText.Name(OnComplete)}', which ends the whole machine, and this agent was not told that it owns it. Add --owns-machine if nobody else needs the machine, or use --on-complete exit.",
        { IdleTimeout: { } timeout } when timeout <= TimeSpan.Zero => "--idle-timeout is 0s; it is how long the machine must be quiet, such as 30m, and more than 0s.",
        { CompletionDelay: var delay, CompletionFile: null } when delay > TimeSpan.Zero => "--completion-delay is given without --completion-file, whose delay it is. Name the file, or leave the delay out.",
        _ => null,
    };
}
