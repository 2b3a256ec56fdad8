using System.Text.Json;
using Muster.Fleet;
using Muster.Offers;
using Muster.Testing.Simulation.Fleet;
using Muster.Testing.Simulation.Scenarios;

namespace Muster.Testing.Simulation.Platform;

/// <summary>EC2 in one account and region, in truth. What it says is written as EC2 writes it, in both ways, and read by the real readers.</summary>
internal sealed class SimSpoke(SimulatedSweep sim, SpokeKey key, RegionPlan region)
{
    private const string Sdk = "(Service: Ec2, Status Code: 500, Request ID: 1)";
    private readonly Dictionary<string, (byte[] Request, LaunchOutcome Launch)> answered = new(StringComparer.Ordinal);
    private readonly List<SimMachine> made = [];

    private PlatformFaults Faults => sim.IsQuiet ? PlatformFaults.None : sim.Scenario.Platform!.Faults;

    /// <summary>What the spoke said of itself.</summary>
    public SpokeRecord Said() => new()
    {
        Key = key,
        Version = 1,
        Subnets = [new($"{key}/a", $"{key.Region}a"), new($"{key}/b", $"{key.Region}b")],
        Profiles = [new("plain", "x86_64", null, null, null, false)],
    };

    /// <summary>Two types in two zones, each with the slots of the region's machines, for their price.</summary>
    public Catalogue Catalogue() => new()
    {
        Spoke = key,
        TypesAt = sim.World.Utc,
        OfferingsAt = sim.World.Utc,
        SpotAt = sim.World.Utc,
        Types =
        [
            .. ((string[])["c5.large", "m5.large"]).Select(name => new InstanceType
            {
                Name = name, Vcpus = region.Slots, MemoryBytes = 8L << 30, Architectures = ["x86_64"], OnDemandUsd = region.UsdPerHour,
                Zones = [new($"{key.Region}a"), new($"{key.Region}b")],
            }),
        ],
    };

    /// <summary>The instances that it launched and that are there: who lists them reads a page of each.</summary>
    public IReadOnlyList<SimMachine> Instances => [.. made.Where(machine => machine.IsAlive)];

    /// <summary>Launches a fleet; the same token again is the same fleet.</summary>
    public LaunchOutcome CreateFleet(SimFleet fleet)
    {
        var chance = sim.World.Chance;
        if (chance.Happens(Faults.Throttled))
            return Failed("Request limit exceeded. Account 1 has been throttled on ec2:CreateFleet because it exceeded its request rate limit. (Service: Ec2, Status Code: 503, Request ID: 1)");
        if (answered.TryGetValue(fleet.Token, out var known) && sim.Options.Mutation != SimMutation.TokensForgotten)
        {
            sim.World.Require(known.Request.AsSpan().SequenceEqual(fleet.Request), 6, () => $"Fleet {fleet.Token} was asked for again with another request.");
            return known.Launch;
        }

        var launch = Launch(fleet);
        if (launch.Instances.Count == 0 && chance.Happens(Faults.FailsWhole))
            return Failed(chance.Pick($"We currently do not have sufficient c5.large capacity in the Availability Zone you requested ({key.Region}a). {Sdk}", $"There is no Spot capacity available that matches your request. {Sdk}"));
        answered[fleet.Token] = (fleet.Request, launch);
        return launch;
    }

    private LaunchOutcome.Answered Launch(SimFleet fleet)
    {
        var (open, errors) = (new List<FleetOverride>(), new List<object>());
        foreach (var way in fleet.Choice.Overrides)
        {
            if (IsFull || sim.World.Chance.Happens(Faults.Empty))
                errors.Add(Error(way));
            else
                open.Add(way);
        }

        var instances = new List<object>();
        foreach (var intent in fleet.Members.TakeWhile(_ => open.Count > 0 && !IsFull))
        {
            var machine = sim.Cloud.Start(intent, region);
            made.Add(machine);
            instances.Add(Instance(machine, open[sim.World.Chance.Between(0, open.Count - 1)]));
        }

        if (instances.Count < fleet.Members.Count && errors.Count == 0)
            errors.Add(Error(fleet.Choice.Overrides[0]));
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(new { FleetId = "fleet-1", Instances = instances, Errors = errors }));
        return new(FleetAnswer.Read(json.RootElement));
    }

    /// <summary>Machines of all accounts of the region count together: there is so much room.</summary>
    private bool IsFull => sim.Cloud.Alive.Count(machine => machine.Region == region) >= region.Machines;

    private object Error(FleetOverride way) => new
    {
        LaunchTemplateAndOverrides = Overrides(way),
        Lifecycle = "on-demand",
        ErrorCode = sim.World.Chance.Pick("InsufficientInstanceCapacity", "UnfulfillableCapacity", "VcpuLimitExceeded", "Unsupported"),
        ErrorMessage = "There is none.",
    };

    private static object Instance(SimMachine machine, FleetOverride way) => new
    {
        LaunchTemplateAndOverrides = Overrides(way), Lifecycle = "on-demand", InstanceIds = (string[])[machine.Name], way.InstanceType,
    };

    private static object Overrides(FleetOverride way) => new { Overrides = new { way.InstanceType, SubnetId = way.Subnet } };

    private static LaunchOutcome.CallFailed Failed(string cause) => new(LaunchErrors.OfFailure("Ec2.Ec2Exception", cause));
}
