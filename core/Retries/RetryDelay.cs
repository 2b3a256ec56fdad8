namespace Muster.Retries;

/// <summary>How long to wait between attempts.</summary>
public static class RetryDelay
{
    /// <summary>
    /// The wait after attempt n: d = min(base·2^(n−1), max), or min(base, max) when fixed. With jitter j and chance c from 0 to 1 it is
    /// d·(1 − j·c): chance only takes off, so a wait lies between (1−j)·d and d. It never overflows.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="attempt">1-based number of the attempt that failed, of those that are charged.</param>
    /// <param name="chance">Gives a number from 0 to 1; asked once, and only for jitter.</param>
    public static TimeSpan After(RetryPolicy policy, int attempt, Func<double> chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        return policy.Backoff switch
        {
            BackoffKind.Fixed => Shorter(policy.BaseDelay, policy.MaxDelay),
            BackoffKind.Exponential => Exponential(policy, attempt),
            BackoffKind.ExponentialJitter => Shaken(Exponential(policy, attempt), policy.Jitter, chance()),
            _ => throw new InvalidOperationException($"Back-off {policy.Backoff} is not known."),
        };
    }

    // base·2^k ≤ max exactly when base ≤ max / 2^k, rounded down; a shift by 63 or more leaves 0.
    private static TimeSpan Exponential(RetryPolicy policy, int attempt)
    {
        var doublings = Math.Min(attempt - 1, 63);
        return policy.BaseDelay.Ticks <= policy.MaxDelay.Ticks >> doublings ? new(policy.BaseDelay.Ticks << doublings) : policy.MaxDelay;
    }

    // In decimal, since the longest TimeSpan times 1.0 is no TimeSpan any more.
    private static TimeSpan Shaken(TimeSpan delay, double jitter, double chance) =>
        delay - new TimeSpan((long)(delay.Ticks * (decimal)Math.Clamp(jitter, 0, 1) * (decimal)Math.Clamp(chance, 0, 1)));

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
