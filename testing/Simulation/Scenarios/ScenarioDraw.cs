using Muster.Coordination;
using Muster.Retries;
using Muster.Testing.Simulation.Network;
using Muster.Testing.Simulation.Time;
using Muster.Workers;

namespace Muster.Testing.Simulation.Scenarios;

/// <summary>Draws a scenario from chance: mostly small, sometimes extreme.</summary>
internal static class ScenarioDraw
{
    /// <param name="chance">The world's chance.</param>
    /// <param name="extra">Chance of its own for graphs and agents, so that worlds without them are what they were.</param>
    /// <param name="options">How the world is run.</param>
    public static Scenario Of(SimChance chance, SimChance extra, SimOptions options)
    {
        var (graph, agents) = (GraphDraw.Of(extra, options), AgentDraw.Of(extra));
        double? forgets = extra.Happens(0.25) ? extra.Pick(0, 0.05, 0.4) : null;
        var lease = Seconds(chance.Pick(10, 30, 30, 60));
        var skew = lease / 6;
        var joinWithin = Seconds(chance.Pick(60, 300));
        var points = chance.Pick(1, chance.Between(2, 10), chance.Between(5, 40), chance.Between(20, 200));
        var regions = RegionDraw.Of(chance);
        var retry = RetryOf(chance);
        return new()
        {
            Run = RunDraw.Of(chance, points, regions),
            Points = PointDraw.Of(chance, points, regions),
            Graph = graph,
            Agents = agents,
            Forgets = options.Calm && forgets is not null ? 0 : forgets,
            Retry = retry,
            LaunchDelay = chance.Happens(0.1) ? Seconds(chance.Between(1, 3)) : TimeSpan.Zero,
            WorkerPolicy = WorkerPolicyOf(chance, lease, joinWithin),
            CoordinatorPolicy = CoordinatorPolicyOf(chance, lease, skew, joinWithin),
            Regions = regions,
            Weather = options.Calm ? Calm : WithDeaths(WeatherDraw.Of(chance, lease), graph),
            Client = new(
                chance.Happens(0.3),
                chance.Happens(0.2),
                chance.Happens(0.2) ? Seconds(chance.Between(0, 200)) : null,
                chance.Happens(0.25) ? chance.Between(1, 2) : 0) { Wishes = chance.Happens(0.4) ? chance.Between(1, 6) : 0 },
            Coordinators = chance.Pick(1, 1, 2),
            OneMachine = chance.Happens(0.3),
            WallError = options.Calm ? TimeSpan.Zero : Seconds(chance.Pick(0, 1, 10, 7200)),
            Drift = options.Calm ? 0 : chance.Pick(0, 100, 50_000),
        };
    }

    private static WeatherPlan Calm => new(FaultRates.None, TimeSpan.Zero, null, TimeSpan.Zero, null, TimeSpan.Zero, null, TimeSpan.FromMilliseconds(5), Seconds(3));

    private static WeatherPlan WithDeaths(WeatherPlan weather, GraphPlan? graph) =>
        graph is null ? weather : weather with { Faults = weather.Faults with { GraphDies = graph.Dies } };

    private static WorkerPolicy WorkerPolicyOf(SimChance chance, TimeSpan lease, TimeSpan joinWithin) => new()
    {
        Lease = lease,
        RenewEvery = lease / 5,
        StopMargin = lease / 4,
        JoinWithin = joinWithin,
        ClaimAhead = Seconds(chance.Pick(0.5, 5)),
        GroupOutcomes = Seconds(chance.Pick(0.08, 1)),
        IdlePollLongest = Seconds(10),
    };

    private static CoordinatorPolicy CoordinatorPolicyOf(SimChance chance, TimeSpan lease, TimeSpan skew, TimeSpan joinWithin)
    {
        // A tick takes seconds where messages are slow; a grant must outlast several, or workers live by turns.
        var least = TimeSpan.FromTicks(Math.Max((lease * 2).Ticks, Seconds(60).Ticks));
        return new()
        {
            LockDuration = lease,
            RenewEvery = lease / 3,
            Skew = skew,
            GrantLeast = least,
            GrantFor = least * chance.Pick(1, 2, 8),
            LaunchWithin = Seconds(chance.Pick(10, 30, 120)),
            JoinWithin = joinWithin,
            ForgottenAfter = Seconds(chance.Pick(5, 30)),
            Tick = Seconds(chance.Pick(1, 2, 4)),
            BlockedTick = Seconds(5),
            ChunkPage = chance.Pick(2, 200),
        };
    }

    private static RetryPolicy RetryOf(SimChance chance) => !chance.Happens(0.6) ? RetryPolicy.None : new()
    {
        MaxAttempts = chance.Between(2, 4),
        Backoff = chance.Pick(BackoffKind.Fixed, BackoffKind.Exponential, BackoffKind.ExponentialJitter),
        BaseDelay = Seconds(chance.Pick(0, 1, 20)),
        MaxDelay = Seconds(60),
        DontRetryOnCodes = chance.Happens(0.3) ? [3] : [],
        RetryOnCodes = chance.Happens(0.2) ? [1, 3] : [],
    };

    internal static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
