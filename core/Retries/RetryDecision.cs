using Muster.Points;

namespace Muster.Retries;

/// <summary>
/// What comes after an attempt that did not succeed.
/// <code>
/// how it ended          what comes                                  its code
/// Lost, Interrupted     again at once: not its fault, not charged   none
/// Cancelled             nothing                                     none
/// Exited                by the policy                               its exit code
/// Signalled by n        by the policy                               128 + n, as shells have it
/// TimedOut              by the policy                               124, as timeout(1) has it
/// NotStarted            by the policy                               126, as shells have it
/// </code>
/// By the policy: nothing when the attempts are used up; nothing when the code is denied (deny wins), or when codes
/// are listed and it is not among them; else again after a wait.
/// </summary>
public sealed record RetryDecision
{
    private RetryDecision(TimeSpan? after, string? reason) => (After, Reason) = (after, reason);

    /// <summary>How long to wait before the next attempt, 0 or more; null: there is none.</summary>
    public TimeSpan? After { get; }

    /// <summary>Why there is no next attempt, as a sentence; null when there is one.</summary>
    public string? Reason { get; }

    /// <summary>The next attempt comes after a wait of 0 or more.</summary>
    public static RetryDecision Retry(TimeSpan after) =>
        after >= TimeSpan.Zero ? new(after, null) : throw new ArgumentOutOfRangeException(nameof(after), after, "A wait is 0 or more.");

    /// <summary>There is no next attempt.</summary>
    /// <param name="reason">Why, as a sentence.</param>
    public static RetryDecision Stop(string reason) => new(null, reason);

    /// <summary>Decides.</summary>
    /// <param name="policy">The sweep's policy.</param>
    /// <param name="attempt">The attempt that ended, and not with exit code 0.</param>
    /// <param name="charged">How many attempts were charged in this round, this one included if it was.</param>
    /// <param name="chance">Gives a number from 0 to 1, for jitter.</param>
    public static RetryDecision For(RetryPolicy policy, AttemptRecord attempt, int charged, Func<double> chance) => attempt.End switch
    {
        AttemptEnd.Lost or AttemptEnd.Interrupted => Retry(TimeSpan.Zero),
        AttemptEnd.Cancelled => Stop("It was cancelled."),
        _ => ByPolicy(policy, CodeOf(attempt), charged, chance),
    };

    private static RetryDecision ByPolicy(RetryPolicy policy, int code, int charged, Func<double> chance) =>
        charged >= policy.MaxAttempts ? Stop($"Attempt {charged} of {policy.MaxAttempts} was the last.")
        : policy.DontRetryOnCodes.Contains(code) ? Stop($"Code {code} is among 'dont_retry_on_codes'.")
        : policy.RetryOnCodes.Count > 0 && !policy.RetryOnCodes.Contains(code) ? Stop($"Code {code} is not among 'retry_on_codes'.")
        : Retry(RetryDelay.After(policy, charged, chance));

    /// <summary>The code by which a policy judges an attempt; the table stands above.</summary>
    /// <exception cref="ArgumentException">It succeeded, or says too little about its end.</exception>
    public static int CodeOf(AttemptRecord attempt) => attempt switch
    {
        { End: AttemptEnd.Exited, ExitCode: not (null or 0) and var code } => code.Value,
        { End: AttemptEnd.Signalled, Signal: { } signal } => 128 + signal,
        { End: AttemptEnd.TimedOut } => 124,
        { End: AttemptEnd.NotStarted } => 126,
        _ => throw new ArgumentException($"An attempt that ended as {attempt.End} (exit code {attempt.ExitCode}, signal {attempt.Signal}) has no code to judge it by.", nameof(attempt)),
    };
}
