namespace Muster.Retries;

/// <summary>When a failed attempt is tried again, and how long it waits.</summary>
public sealed record RetryPolicy
{
    /// <summary>One attempt, no retry.</summary>
    public static RetryPolicy None { get; } = new();

    /// <summary>Attempts in all, 1 to 100; default 1. Lost attempts (a dead machine or engine) are not charged.</summary>
    public int MaxAttempts { get; init; } = 1;

    /// <summary>How waits grow; default <see cref="BackoffKind.Exponential"/>.</summary>
    public BackoffKind Backoff { get; init; } = BackoffKind.Exponential;

    /// <summary>The first wait, 0 or more; default 1 second.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, at least <see cref="BaseDelay"/>; default 5 minutes.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For <see cref="BackoffKind.ExponentialJitter"/>: the share of a wait that is chance, 0 to 1; default 0.5.</summary>
    public double Jitter { get; init; } = 0.5;

    /// <summary>Exit codes (0–255) that are tried again; empty: all that are not denied.</summary>
    public IReadOnlyList<int> RetryOnCodes { get; init; } = [];

    /// <summary>Exit codes (0–255) that are never tried again; they win over <see cref="RetryOnCodes"/>.</summary>
    public IReadOnlyList<int> DontRetryOnCodes { get; init; } = [];
}

/// <summary>How waits between attempts grow.</summary>
public enum BackoffKind
{
    /// <summary>The base delay each time.</summary>
    Fixed,
    /// <summary>Attempt n waits base·2^(n−1), up to the longest wait.</summary>
    Exponential,
    /// <summary>As exponential, of which a share is chance.</summary>
    ExponentialJitter,
}
