namespace Muster.Guards;

/// <summary>Whether a machine is idle.</summary>
public sealed record IdleDecision
{
    private IdleDecision(bool isIdle, string reason, TimeSpan readIn) => (IsIdle, Reason, ReadIn) = (isIdle, reason, readIn);

    /// <summary>Whether it was quiet for the whole timeout.</summary>
    public bool IsIdle { get; }

    /// <summary>What was seen, in a sentence.</summary>
    public string Reason { get; }

    /// <summary>How long after the last reading the next one is due.</summary>
    public TimeSpan ReadIn { get; }

    /// <summary>Decides.</summary>
    /// <param name="state">What the readings say.</param>
    /// <param name="timeout">How long it must have been quiet, more than zero.</param>
    /// <param name="policy">How often it is looked at.</param>
    public static IdleDecision For(IdleState state, TimeSpan timeout, IdlePolicy policy)
    {
        var every = policy.ReadEveryFor(timeout);
        if (state.QuietSince is null)
            return new(false, $"The machine is not idle: {state.Busy}", every);
        var left = timeout - state.QuietFor;
        return left <= TimeSpan.Zero
            ? new(true, $"The machine was idle for {GuardText.Span(state.QuietFor)}; --idle-timeout is {GuardText.Span(timeout)}.", every)
            : new(false, $"The machine is quiet for {GuardText.Span(state.QuietFor)} of {GuardText.Span(timeout)}.", left < every ? left : every);
    }
}
