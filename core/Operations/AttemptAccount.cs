using Muster.Points;
using Muster.Runs;

namespace Muster.Operations;

/// <summary>What an attempt that ended has taken. What is not known is null, never 0.</summary>
/// <param name="Standing">Where its point stands.</param>
/// <param name="Of">The attempt.</param>
/// <param name="Wait">From the run's submission, or the end of the point's attempt before, to its start; null: unknown.</param>
/// <param name="Efficiency">Its CPU time as a part of what it might have used, 0 or more; above 1 it used more CPUs than its sweep asked for; null: unknown.</param>
public sealed record AttemptAccount(PointStanding Standing, PointAttempt Of, TimeSpan? Wait, double? Efficiency);

/// <summary>Reckons what attempts have taken.</summary>
/// <param name="submittedAt">When the run was submitted (UTC).</param>
/// <param name="cpus">The CPUs that a point asks for, more than 0.</param>
public sealed class Accounting(DateTimeOffset submittedAt, decimal cpus)
{
    /// <summary>Clocks of one machine are set right by less than this; a start that lies further before what it waited for shows that clocks of several differ.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>The accounts of a point's attempts.</summary>
    /// <param name="standing">Where the point stands.</param>
    /// <param name="attempts">Its attempts of all rounds, oldest first.</param>
    public IEnumerable<AttemptAccount> Of(PointStanding standing, IEnumerable<PointAttempt> attempts)
    {
        DateTimeOffset? since = submittedAt;
        foreach (var attempt in attempts)
        {
            var record = attempt.Attempt;
            yield return new(standing, attempt, Wait(since, record.StartedAt), Efficiency(record));
            since = record.StartedAt + record.Elapsed;
        }
    }

    private static TimeSpan? Wait(DateTimeOffset? since, DateTimeOffset start) => (start - since) switch
    {
        null => null,
        var wait when wait >= TimeSpan.Zero => wait,
        var wait when wait > -Slack => TimeSpan.Zero,
        _ => null,
    };

    private double? Efficiency(AttemptRecord attempt) =>
        attempt is { CpuTime: { } cpu, Elapsed: { } elapsed } && elapsed > TimeSpan.Zero ? cpu / elapsed / (double)cpus : null;
}
