namespace Muster.Guards;

/// <summary>What a deadline asks for now.</summary>
public sealed record DeadlineDecision
{
    private DeadlineDecision(GuardStep step, string reason, TimeSpan? lookIn) => (Step, Reason, LookIn) = (step, reason, lookIn);

    /// <summary>Go on, take no more work (it comes soon), or stop.</summary>
    public GuardStep Step { get; }

    /// <summary>Why, in a sentence.</summary>
    public string Reason { get; }

    /// <summary>When that changes; null: it does not.</summary>
    public TimeSpan? LookIn { get; }

    /// <summary>Decides, by the wall clock alone: a deadline is a time that people named.</summary>
    /// <param name="deadline">The deadline (UTC).</param>
    /// <param name="setAt">When it was first asked for; null: unknown.</param>
    /// <param name="now">The time (UTC).</param>
    /// <param name="policy">How long ahead it is told.</param>
    public static DeadlineDecision For(DateTimeOffset deadline, DateTimeOffset? setAt, DateTimeOffset now, GuardPolicy policy)
    {
        var left = deadline - now;
        if (left <= TimeSpan.Zero)
            return new(GuardStep.Stop, $"The deadline {GuardText.Time(deadline)} has come.", null);
        var ahead = Ahead(deadline, setAt, policy);
        return left <= ahead
            ? new(GuardStep.Drain, $"The deadline {GuardText.Time(deadline)} comes in {GuardText.Span(left)}.", left)
            : new(GuardStep.GoOn, $"The deadline is {GuardText.Time(deadline)}, in {GuardText.Span(left)}.", left - ahead);
    }

    // A deadline a minute away would otherwise let nothing start at all.
    private static TimeSpan Ahead(DateTimeOffset deadline, DateTimeOffset? setAt, GuardPolicy policy) =>
        setAt is { } set && (deadline - set) / 10 < policy.WarnAhead ? (deadline - set) / 10 : policy.WarnAhead;
}
