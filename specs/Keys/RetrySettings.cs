using Muster.Graphs;
using Muster.Retries;
using Muster.Sweeps;

namespace Muster.Specs.Keys;

/// <summary>When a failed attempt is tried again.</summary>
internal static class RetrySettings
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public static IReadOnlyList<Setting<SweepSpec>> OfSweep { get; } = For<SweepSpec>((s, change) => s with { Retry = change(s.Retry) });

    public static IReadOnlyList<Setting<JobSpec>> OfJob { get; } = For<JobSpec>((s, change) => s with { Retry = change(s.Retry) });

    private static IReadOnlyList<Setting<TSpec>> For<TSpec>(Func<TSpec, Func<RetryPolicy, RetryPolicy>, TSpec> into) =>
    [
        Of(into, Kinds.Whole(1, 100), (r, v) => r with { MaxAttempts = v },
            "max_attempts", "1", "Attempts in all. Attempts lost with their machine or engine are not counted."),
        Of(into, Kinds.OneOf(Words.Backoff), (r, v) => r with { Backoff = v },
            "backoff", "exponential", "How waits grow: the same each time; after attempt n base_delay·2^(n−1); or that with a share of chance taken off."),
        Of(into, Kinds.Time(TimeSpan.Zero, Longest), (r, v) => r with { BaseDelay = v },
            "base_delay", "1s", "The wait after the first attempt."),
        Of(into, Kinds.Time(TimeSpan.Zero, Longest), (r, v) => r with { MaxDelay = v },
            "max_delay", "5m", "The longest wait."),
        Of(into, Kinds.Number("a number from 0 to 1, such as 0.5", NumberRange.From(0, 1)), (r, v) => r with { Jitter = (double)v },
            "jitter", "0.5", "For exponential-jitter: how much of a wait d is chance. It lies between (1−jitter)·d and d."),
        Of(into, Codes, (r, v) => r with { RetryOnCodes = v },
            "retry_on_codes", "all", "Exit codes that are tried again; others are not. A signal n counts as 128+n, a timeout as 124."),
        Of(into, Codes, (r, v) => r with { DontRetryOnCodes = v },
            "dont_retry_on_codes", "none", "Exit codes that are never tried again. They win over retry_on_codes."),
    ];

    private static ListOf<int> Codes => new("list of exit codes", "a list of exit codes from 1 to 255, such as [1, 75]", Kinds.Whole(1, 255));

    private static Setting<TSpec, T> Of<TSpec, T>(
        Func<TSpec, Func<RetryPolicy, RetryPolicy>, TSpec> into, ValueKind<T> kind, Func<RetryPolicy, T, RetryPolicy> with, string name, string @default, string meaning)
        where T : notnull =>
        new(kind, (s, v) => into(s, r => with(r, v))) { Key = $"retry.{name}", Default = @default, Meaning = meaning };
}
