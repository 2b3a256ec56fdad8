using Muster.Coordination;
using Muster.Points;
using Muster.Runs;
using Muster.Stores;
using Muster.Testing.Simulation.Actors;
using Muster.Testing.Simulation.Checks;
using Muster.Testing.Simulation.Fleet;
using Muster.Testing.Simulation.Graphs;
using Muster.Testing.Simulation.Network;
using Muster.Testing.Simulation.Platform;
using Muster.Testing.Simulation.Scenarios;
using Muster.Testing.Simulation.Time;
using Muster.Workers;

namespace Muster.Testing.Simulation;

/// <summary>One seed's world: a run, its coordinators, its machines, its client, and the checks that watch them.</summary>
internal sealed class SimulatedSweep
{
    /// <summary>Platforms are drawn by chance of their own, so that worlds without them are what they were.</summary>
    private const long PlatformSeed = 0x5EED_0F_F1EE75;

    /// <summary>How wrong the clocks of a platform's functions may be.</summary>
    private static readonly TimeSpan s_platformClock = TimeSpan.FromMinutes(1);

    private readonly StoreHealth health = new();
    private readonly List<SimClock> clocks = [];
    private int executions;
    private int processes;

    public SimulatedSweep(long seed, SimOptions options)
    {
        Options = options;
        World = new(seed) { Trace = new() { Listener = options.Listener } };
        Scenario = WithPlatform(ScenarioDraw.Of(World.Chance, new(~seed), options), PlatformDraw.Of(new(seed ^ PlatformSeed), options));
        var weather = Scenario.Weather;
        Network = new(World) { Latency = weather.Latency, Timeout = weather.Timeout, CutOffFor = weather.CutOffFor, Faults = weather.Faults, WallError = WallError };
        Blobs = new(Network, health);
        Records = new() { Mutation = options.Mutation };
        Cloud = new(this);
        Platform = Scenario.Platform is { } platform ? new(this, platform) : null;
        Checks = new(this);
        Records.Watch = Checks;
        RetryRule = (failed, charged) => SimRetry.After(Scenario.Retry, failed, charged, World.Chance);
    }

    public SimOptions Options { get; }

    public SimWorld World { get; }

    public Scenario Scenario { get; }

    public SimNetwork Network { get; }

    public SimRecords Records { get; }

    public SimBlobs Blobs { get; }

    /// <summary>The disk of all workers, where they are on one machine.</summary>
    public SimDisk SharedDisk { get; } = new();

    public SimCloud Cloud { get; }

    /// <summary>The platform; null: the cloud answers calls itself.</summary>
    public SimPlatform? Platform { get; }

    public PromiseChecks Checks { get; }

    public RetryRule RetryRule { get; }

    public List<CoordinatorProcess> Coordinators { get; } = [];

    public List<ClientProcess> Clients { get; } = [];

    /// <summary>Whether the provider answers nobody.</summary>
    public bool ProviderIsOut { get; private set; }

    /// <summary>Whether faults have stopped.</summary>
    public bool IsQuiet => World.Now >= Scenario.Weather.QuietFrom;

    /// <summary>The policy by which workers act.</summary>
    public WorkerPolicy WorkerPolicyInForce => Options.Mutation == SimMutation.WorkersOverstay
        ? Scenario.WorkerPolicy with { Lease = Scenario.WorkerPolicy.Lease * 3 }
        : Scenario.WorkerPolicy;

    /// <summary>The policy by which coordinators act.</summary>
    public CoordinatorPolicy CoordinatorPolicyInForce => Options.Mutation == SimMutation.CoordinatorsHurry
        ? Scenario.CoordinatorPolicy with { Skew = Scenario.WorkerPolicy.Lease * -0.5 }
        : Scenario.CoordinatorPolicy;

    /// <summary>Lets the world go on until nothing is left to happen, or a promise is broken.</summary>
    public void Run()
    {
        Begin();
        var latest = Scenario.Weather.QuietFrom + Options.QuietAtMost;
        while (World.Breach is null && !IsSettled && World.Step())
        {
            Checks.Stepped();
            if (World.Now > latest || World.Steps > Options.MostSteps)
                Checks.NotSettled();
        }

        if (World.Breach is null)
            Checks.Settled();
    }

    public IRunStore StoreFor(SimActor actor) => new SimStore(Records, Network, actor, health);

    public CoordinatorPorts PortsOf(SimActor actor, IRunStore store) => new(store, new SimProvider(this, actor), actor.Clock, IsKnownDead) 
    {
        JoinedUsdPerHour = Scenario.Agents?.Region.UsdPerHour ?? 0,
        IsLeaving = instance => Platform?.IsLeaving(instance) == true,
    };

    /// <summary>Clocks of a new machine. Their drift never ends; wall clocks are set right when faults stop.</summary>
    public SimClock NewClock()
    {
        var clock = new SimClock(World, World.Chance.Between(-Scenario.Drift, Scenario.Drift), World.Chance.UpTo(TimeSpan.FromHours(100)), WallError());
        clocks.Add(clock);
        return clock;
    }

    /// <summary>How far a wall clock is set wrongly.</summary>
    public TimeSpan WallError() => IsQuiet ? TimeSpan.Zero : World.Chance.Between(-Scenario.WallError, Scenario.WallError);

    public string NextExecution() => $"x{++executions}";

    public int NextProcess() => ++processes;

    /// <summary>A worker's record as the store is told of it.</summary>
    public WorkerRecord Told(WorkerRecord record) => record with { Lease = Scenario.WorkerPolicy.Lease };

    private bool IsSettled => IsQuiet && Network.Late == 0 && Platform is null or { Pending: 0 } && Cloud.Alive.Count == 0 && Clients.TrueForAll(client => client.IsDone)
        && Records.Run(Scenario.Run.Id) is { } run && run.State.IsTerminal();

    /// <summary>One machine has no platform; on a platform, answers take their time, and clocks are not far off: a listing is waited for until after the last launch may have been, by the hub's clock.</summary>
    private static Scenario WithPlatform(Scenario scenario, PlatformPlan? platform) => platform is null || scenario.OneMachine ? scenario : scenario with
    {
        Platform = platform,
        WallError = scenario.WallError < s_platformClock ? scenario.WallError : s_platformClock,
        CoordinatorPolicy = scenario.CoordinatorPolicy with { SendAgainAfter = scenario.CoordinatorPolicy.LaunchWithin / 3, FleetMost = platform.FleetMost },
    };

    private bool IsKnownDead(string name) =>
        Scenario.OneMachine
        && !Coordinators.Exists(process => name.StartsWith(process.Name + "/", StringComparison.Ordinal))
        && !Cloud.Alive.Any(machine => machine.Name == name);

    private void Begin()
    {
        for (var seat = 1; seat <= Scenario.Coordinators; seat++)
            Coordinators.Add(new(this, seat));
        Clients.Add(new(this, "client", Scenario.Run.SpecDigest, Scenario.Client));
        if (Scenario.Client.Twice)
            Clients.Add(new(this, "twin", Scenario.Run.SpecDigest, ClientPlan.None));
        if (Scenario.Client.Conflicting)
            Clients.Add(new(this, "rival", "spec-2", ClientPlan.None));
        for (var seat = 1; seat <= Scenario.Agents?.Machines; seat++)
            _ = new AgentSeat(this, seat);
        PlanWeather(Scenario.Weather);
    }

    private IEnumerable<SimActor> Actors => [.. Coordinators, .. Clients, .. Cloud.Alive];

    private void SetOutage(Outage outage, bool isOut)
    {
        if (outage.OfProvider)
            ProviderIsOut = isOut;
        else
            Network.IsOut = isOut;
        World.Note("world", isOut ? "an outage begins" : "an outage ends", outage);
    }

    private void PlanWeather(WeatherPlan weather)
    {
        World.After(weather.QuietFrom, () =>
        {
            Network.Faults = FaultRates.None;
            Network.IsOut = ProviderIsOut = false;
            foreach (var actor in Actors)
                actor.CutOffUntil = actor.StalledUntil = TimeSpan.Zero;
            clocks.ForEach(clock => clock.WallError = TimeSpan.Zero);
            health.IsFull = false;
        });
        if (weather.Outage is { } outage)
        {
            World.After(outage.From, () => SetOutage(outage, !IsQuiet));
            World.After(outage.From + outage.For, () => SetOutage(outage, false));
        }

        if (weather.DiskFullFrom is { } from)
        {
            World.After(from, () => health.IsFull = !IsQuiet);
            World.After(from + weather.DiskFullFor, () => health.IsFull = false);
        }
    }
}
