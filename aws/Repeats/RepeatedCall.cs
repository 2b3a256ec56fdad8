using Muster.Retries;

namespace Muster.Aws.Repeats;

/// <summary>
/// Makes a call again while its error may pass, with growing and jittered waits. A loop of its own, since a library's pipeline
/// looks at its options by reflection when it is built, and its generics are compiled at the start: both weighed on each cold start of a function.
/// </summary>
/// <param name="policy">How often, and how long the waits are.</param>
/// <param name="time">Waits between tries.</param>
/// <param name="chance">0 inclusive to 1 exclusive: the jitter; may be called by many threads.</param>
/// <param name="mayPass">Whether a call that failed so may succeed later.</param>
internal sealed class RepeatedCall(RetryPolicy policy, TimeProvider time, Func<double> chance, Func<Exception, bool> mayPass)
{
    /// <summary>Half of a wait is chance, so one whose middle is m lies between 2/3·m and 4/3·m.</summary>
    private const double Jitter = 0.5;

    /// <summary>How a call is made again.</summary>
    /// <param name="tries">Most tries, the first one among them.</param>
    /// <param name="firstWait">The middle of the first wait; that of each later one is twice as long.</param>
    /// <param name="longestWait">The longest wait.</param>
    public static RetryPolicy PolicyOf(int tries, TimeSpan firstWait, TimeSpan longestWait) => new()
    {
        MaxAttempts = tries,
        Backoff = BackoffKind.ExponentialJitter,
        BaseDelay = firstWait / (1 - (Jitter / 2)),
        MaxDelay = longestWait,
        Jitter = Jitter,
    };

    /// <summary>Makes a call until it succeeds, or fails for the last time.</summary>
    /// <param name="call">Makes it once.</param>
    /// <param name="cancel">Ends it; what fails after that is not tried again.</param>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(cancel);
            }
            catch (Exception error) when (attempt < policy.MaxAttempts && !cancel.IsCancellationRequested && mayPass(error))
            {
                // The next try follows the wait.
            }

            await Task.Delay(RetryDelay.After(policy, attempt, chance), time, cancel);
        }
    }
}
