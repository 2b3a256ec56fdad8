using Muster.Sweeps;

namespace Muster.Guards;

/// <summary>
/// What all guards together ask of an agent. The one that goes furthest decides; of equals the first of:
/// <code>
/// interruption (ending, signal)  Stop    by its deadline
/// deadline has come              Stop    by the deadline
/// interruption (at risk)         Drain
/// deadline comes soon            Drain   by the deadline
/// completion file, idle          Drain   unless on_complete is none
/// </code>
/// </summary>
public sealed record GuardDecision
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    private GuardDecision(GuardVerdict? verdict, string reason, TimeSpan lookIn) => (Verdict, Reason, LookIn) = (verdict, reason, lookIn);

    /// <summary>What is to be done; <see cref="GuardStep.GoOn"/> when nothing is due.</summary>
    public GuardStep Step => Verdict?.Step ?? GuardStep.GoOn;

    /// <summary>What is due; null: nothing.</summary>
    public GuardVerdict? Verdict { get; }

    /// <summary>What the guards see, in sentences.</summary>
    public string Reason { get; }

    /// <summary>When to look again at the latest, more than zero.</summary>
    public TimeSpan LookIn { get; }

    /// <summary>Decides.</summary>
    /// <param name="spec">What was asked.</param>
    /// <param name="state">What was seen, this look included.</param>
    /// <param name="now">The time (UTC).</param>
    /// <param name="at">The time on the state's monotonic clock.</param>
    /// <param name="policy">The thresholds.</param>
    public static GuardDecision For(GuardSpec spec, GuardState state, DateTimeOffset now, TimeSpan at, GuardPolicy policy)
    {
        var deadline = spec.Deadline is { } time ? DeadlineDecision.For(time, spec.DeadlineSetAt, now, policy) : null;
        var completion = spec.CompletionFile is { } file ? CompletionDecision.For(state.Completion, file, spec.CompletionDelay, at) : null;
        var idle = spec.IdleTimeout is { } timeout ? IdleDecision.For(state.Idle, timeout, policy.Idle) : null;

        var due = Due(spec, state, policy, deadline, completion, idle).MaxBy(verdict => verdict.Step); // the first of the furthest
        var reasons = new[] { deadline?.Reason, completion?.Reason, idle?.Reason, Unheeded(spec, completion, idle) }.OfType<string>();
        return new(due, due?.Reason ?? string.Join(' ', reasons), Soonest(policy.LookEvery, deadline?.LookIn, completion?.Left, ReadIn(state, idle, at)));
    }

    private static IEnumerable<GuardVerdict> Due(
        GuardSpec spec, GuardState state, GuardPolicy policy, DeadlineDecision? deadline, CompletionDecision? completion, IdleDecision? idle)
    {
        if (state.Interruption is { Notice: { } notice } interruption)
        {
            var by = interruption.By(policy);
            yield return new(by is null ? GuardStep.Drain : GuardStep.Stop, GuardCause.Interruption, ReasonOf(notice, by), Earlier(by, spec.Deadline));
        }

        if (deadline is { Step: not GuardStep.GoOn })
            yield return new(deadline.Step, GuardCause.Deadline, deadline.Reason, spec.Deadline);
        if (spec.OnComplete == OnComplete.None)
            yield break;
        if (completion is { IsComplete: true })
            yield return new(GuardStep.Drain, GuardCause.CompletionFile, completion.Reason!, null);
        if (idle is { IsIdle: true })
            yield return new(GuardStep.Drain, GuardCause.Idle, idle.Reason, null);
    }

    private static string ReasonOf(InterruptionNotice notice, DateTimeOffset? by) => notice switch
    {
        { Kind: InterruptionKind.Signal } => $"The agent was asked to end ({notice.Source}).",
        { Kind: InterruptionKind.AtRisk } => $"The machine may be taken away soon: {notice.Reason} ({notice.Source}).",
        { Deadline: null } => $"The machine ends: {notice.Reason} ({notice.Source}). When is not said; {GuardText.Time(by!.Value)} is taken.",
        _ => $"The machine ends at {GuardText.Time(by!.Value)}: {notice.Reason} ({notice.Source}).",
    };

    private static string? Unheeded(GuardSpec spec, CompletionDecision? completion, IdleDecision? idle) =>
        spec.OnComplete == OnComplete.None && (completion is { IsComplete: true } || idle is { IsIdle: true }) ? "It keeps serving, as --on-complete is none." : null;

    // What became due while the guards looked is looked at at once.
    private static TimeSpan? ReadIn(GuardState state, IdleDecision? idle, TimeSpan at) => idle is not null && state.Idle.ReadAt is { } read
        ? read + idle.ReadIn - at is var left && left > AtOnce ? left : AtOnce
        : null;

    // Null is no time: the comparison with it is false, and what runs may end.
    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => other < one ? other : one;

    private static TimeSpan Soonest(TimeSpan most, params ReadOnlySpan<TimeSpan?> others)
    {
        foreach (var other in others)
            most = other > TimeSpan.Zero && other < most ? other.Value : most;
        return most;
    }
}
