using Muster.Coordination;
using Muster.Retries;
using Muster.Runs;
using Muster.Testing.Simulation.Network;
using Muster.Workers;

namespace Muster.Testing.Simulation.Scenarios;

/// <summary>All that a seed decides beforehand.</summary>
internal sealed record Scenario
{
    /// <summary>The run as first submitted.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>How each point behaves, by its index.</summary>
    public required IReadOnlyList<PointPlan> Points { get; init; }

    /// <summary>The graph that each point runs; null: points are commands.</summary>
    public required GraphPlan? Graph { get; init; }

    /// <summary>Machines of agents; null: there are none.</summary>
    public required AgentPlan? Agents { get; init; }

    /// <summary>The platform that machines are launched by; null: a provider that answers the call itself.</summary>
    public PlatformPlan? Platform { get; init; }

    public required RetryPolicy Retry { get; init; }

    public required TimeSpan LaunchDelay { get; init; }

    public required WorkerPolicy WorkerPolicy { get; init; }

    public required CoordinatorPolicy CoordinatorPolicy { get; init; }

    /// <summary>Where machines can be launched.</summary>
    public required IReadOnlyList<RegionPlan> Regions { get; init; }

    /// <summary>Where workers can be.</summary>
    public IEnumerable<RegionPlan> AllRegions => Agents is null ? Regions : [.. Regions, Agents.Region];

    public required WeatherPlan Weather { get; init; }

    public required ClientPlan Client { get; init; }

    /// <summary>Coordinator processes that compete, 1 or 2.</summary>
    public required int Coordinators { get; init; }

    /// <summary>
    /// How often a coordinator that does not live between its ticks loses what a tick had it remember, and goes on from the memory
    /// before that; null: coordinators live on.
    /// </summary>
    public required double? Forgets { get; init; }

    /// <summary>Whether coordinators are told at once of machines and processes that died, and workers of what coordinators did, as on one machine.</summary>
    public required bool OneMachine { get; init; }

    /// <summary>How far monotonic clocks run fast or slow at most, in millionths.</summary>
    public required int Drift { get; init; }

    /// <summary>How far wall clocks are set wrongly at most.</summary>
    public required TimeSpan WallError { get; init; }
}

/// <summary>How a point behaves.</summary>
/// <param name="Duration">How long an attempt runs, about.</param>
/// <param name="FailingAttempts">How many first attempts fail.</param>
/// <param name="ExitCode">With which code, 1 to 255.</param>
internal sealed record PointPlan(TimeSpan Duration, int FailingAttempts, int ExitCode);

/// <summary>What a region has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Slots">Slots of one machine.</param>
/// <param name="Machines">Machines that can be had at once.</param>
/// <param name="UsdPerHour">The price of one; null: unknown.</param>
internal sealed record RegionPlan(string Name, int Slots, int Machines, decimal? UsdPerHour);

/// <summary>What goes wrong, and until when.</summary>
/// <param name="Faults">How often things go wrong.</param>
/// <param name="QuietFrom">From then on nothing does.</param>
/// <param name="DiskFullFrom">When the store's disk is full; null: never.</param>
/// <param name="DiskFullFor">For how long.</param>
/// <param name="MeanLife">How long machines live on average before they die by themselves; null: for ever.</param>
/// <param name="CutOffFor">How long an actor is cut off or stands still, at most.</param>
/// <param name="Outage">When the provider or all of the network is out; null: never.</param>
/// <param name="Latency">How long a message takes, at most.</param>
/// <param name="Timeout">How long callers wait for an answer.</param>
internal sealed record WeatherPlan(
    FaultRates Faults,
    TimeSpan QuietFrom,
    TimeSpan? DiskFullFrom,
    TimeSpan DiskFullFor,
    TimeSpan? MeanLife,
    TimeSpan CutOffFor,
    Outage? Outage,
    TimeSpan Latency,
    TimeSpan Timeout);

/// <summary>A time in which nobody gets an answer.</summary>
/// <param name="From">When it begins.</param>
/// <param name="For">How long it lasts.</param>
/// <param name="OfProvider">Whether only the provider is out; else everything is.</param>
internal sealed record Outage(TimeSpan From, TimeSpan For, bool OfProvider);

/// <summary>What the client does.</summary>
/// <param name="Twice">Whether another client submits the same at about the same time.</param>
/// <param name="Conflicting">Whether another client submits another spec under the same token.</param>
/// <param name="CancelAt">When it cancels; null: never.</param>
/// <param name="Retries">How often it retries after the end.</param>
internal sealed record ClientPlan(bool Twice, bool Conflicting, TimeSpan? CancelAt, int Retries)
{
    /// <summary>How often it changes its mind while the run goes: holds it and releases it, gives it other limits, cancels some of its points.</summary>
    public int Wishes { get; init; }

    /// <summary>It submits and watches.</summary>
    public static ClientPlan None { get; } = new(false, false, null, 0);
}
