namespace Muster.Guards;

/// <summary>What guards saw at their last look, for whoever asks.</summary>
public sealed record GuardStatus
{
    /// <summary>When that was (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was asked.</summary>
    public required GuardSpec Spec { get; init; }

    /// <summary>What the agent is to do.</summary>
    public required GuardStep Step { get; init; }

    /// <summary>What the guards see, in sentences.</summary>
    public required string Reason { get; init; }

    /// <summary>Time to the deadline, 0 or more; null: there is none.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>Since when the machine is quiet (UTC); null: it is not, or is not watched.</summary>
    public DateTimeOffset? QuietSince { get; init; }

    /// <summary>Why it is not quiet, in a sentence; null: it is, or is not watched.</summary>
    public string? Busy { get; init; }

    /// <summary>The last reading; null: none was made.</summary>
    public MachineReading? Reading { get; init; }

    /// <summary>When the completion file was first seen (UTC); null: it is not there.</summary>
    public DateTimeOffset? CompletionSeenAt { get; init; }

    /// <summary>The notice that stands; null: none.</summary>
    public InterruptionNotice? Notice { get; init; }

    /// <summary>Sums up a look.</summary>
    public static GuardStatus Of(GuardSpec spec, GuardState state, GuardDecision decision, DateTimeOffset now, TimeSpan at)
    {
        var left = spec.Deadline - now;
        return new()
        {
            At = now,
            Spec = spec,
            Step = decision.Step,
            Reason = decision.Reason,
            TimeLeft = left < TimeSpan.Zero ? TimeSpan.Zero : left,
            QuietSince = now - (at - state.Idle.QuietSince),
            Busy = spec.IdleTimeout is null ? null : state.Idle.Busy,
            Reading = state.Idle.Reading,
            CompletionSeenAt = now - (at - state.Completion.SeenAt),
            Notice = state.Interruption.Notice,
        };
    }
}
