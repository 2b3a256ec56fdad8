using Muster.Points;
using Muster.Retries;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Scenarios;

/// <summary>When a failed attempt of the simulation is tried again.</summary>
internal static class SimRetry
{
    /// <summary>The wait before the next attempt; null: there is none.</summary>
    public static TimeSpan? After(RetryPolicy policy, AttemptRecord failed, int charged, SimChance chance)
    {
        if (charged >= policy.MaxAttempts || !IsRetried(policy, failed.ExitCode ?? 0))
            return null;
        var wait = policy.Backoff == BackoffKind.Fixed ? policy.BaseDelay : policy.BaseDelay * Math.Pow(2, charged - 1);
        wait = wait > policy.MaxDelay ? policy.MaxDelay : wait;
        return policy.Backoff == BackoffKind.ExponentialJitter ? wait * (1 - policy.Jitter * chance.Next()) : wait;
    }

    /// <summary>Whether a code is tried again while attempts are left.</summary>
    public static bool IsRetried(RetryPolicy policy, int code) =>
        !policy.DontRetryOnCodes.Contains(code) && (policy.RetryOnCodes.Count == 0 || policy.RetryOnCodes.Contains(code));
}
