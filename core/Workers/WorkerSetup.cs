using Muster.Points;
using Muster.Runs;

namespace Muster.Workers;

/// <summary>What a worker is told at its start.</summary>
/// <param name="Key">Its run and id.</param>
/// <param name="Round">The round it works for.</param>
/// <param name="Place">Where it runs.</param>
/// <param name="Retry">When a failed attempt is tried again.</param>
/// <param name="Policy">Its thresholds.</param>
public sealed record WorkerSetup(WorkerKey Key, RoundPlan Round, WorkerPlace Place, RetryRule Retry, WorkerPolicy Policy)
{
    /// <summary>How long its machine had lived when the worker began, 0 or more; it costs money from then on. Default zero.</summary>
    public TimeSpan Lived { get; init; }

    /// <summary>Whether it came by itself: nobody launched it with a grant, so it waits for its first one. Default false.</summary>
    public bool Joins { get; init; }

    /// <summary>Least time between two starts; default zero.</summary>
    public TimeSpan LaunchDelay { get; init; }
}

/// <summary>Where a worker runs.</summary>
/// <param name="Instance">The instance's id.</param>
/// <param name="Region">Its region.</param>
/// <param name="Slots">Points that it can run at once, 1 or more.</param>
public sealed record WorkerPlace(string Instance, string Region, int Slots);

/// <summary>Decides what follows a failed attempt.</summary>
/// <param name="failed">The attempt that ended.</param>
/// <param name="charged">Attempts that count so far, this one included.</param>
/// <returns>How long to wait before the next attempt; null: there is none.</returns>
public delegate TimeSpan? RetryRule(AttemptRecord failed, int charged);
