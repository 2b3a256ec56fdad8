using Muster.Guards;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Cli.Agents;

/// <summary>The guards of an agent on a platform's instance, by the run's spec.</summary>
internal static class InstanceGuards
{
    /// <summary>Reads what was kept, decides, and keeps what is new.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="longestLife">The longest life of the deployment's instances; null: not given.</param>
    /// <param name="memory">Where the deadline is kept.</param>
    /// <param name="launchedAt">When the instance was launched (UTC): its life is counted from then.</param>
    /// <param name="say">Tells people.</param>
    public static GuardSpec Of(SweepSpec spec, DeadlineOption? longestLife, IGuardMemory memory, DateTimeOffset launchedAt, Action<string> say)
    {
        var choice = DeadlineChoice.Make(DeadlineOf(spec.Ttl, longestLife), memory, launchedAt);
        if (choice.Notice is { } notice)
            say(notice);
        return new()
        {
            Deadline = choice.Deadline?.Deadline,
            DeadlineSetAt = choice.Deadline?.SetAt,
            IdleTimeout = spec.IdleTimeout,
            OnComplete = OnCompleteOf(spec),
            OwnsMachine = true,
        };
    }

    /// <summary>Nobody else has a use for the instance: unless it is to be kept, it ends with its worker.</summary>
    private static OnComplete OnCompleteOf(SweepSpec spec) => spec.OnComplete is OnComplete.Stop or OnComplete.Hibernate ? spec.OnComplete : OnComplete.Terminate;

    /// <summary>The shorter of both; a time is taken as it is, for whoever gave it has seen the clock.</summary>
    private static DeadlineOption? DeadlineOf(TimeSpan? ttl, DeadlineOption? longestLife) =>
        ttl is { } own && (longestLife is null || own < longestLife.After) ? DeadlineOption.Parse(Duration.Format(own)) : longestLife;
}
