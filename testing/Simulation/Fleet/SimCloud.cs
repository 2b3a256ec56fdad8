using Muster.Fleet;
using Muster.Testing.Simulation.Graphs;
using Muster.Testing.Simulation.Scenarios;

namespace Muster.Testing.Simulation.Fleet;

/// <summary>The machines that exist, in truth. A token is one machine, for ever; nothing is launched after its time.</summary>
internal sealed class SimCloud(SimulatedSweep sim)
{
    private readonly Dictionary<string, SimMachine> byToken = new(StringComparer.Ordinal);
    private readonly List<SimMachine> alive = [];
    private int launched;

    /// <summary>Machines that were ever launched.</summary>
    public List<SimMachine> All { get; } = [];

    public IReadOnlyList<SimMachine> Alive => alive;

    public IReadOnlyList<Offer> Offers() =>
        sim.Scenario.Agents is { Alone: true } ? [] : sim.Platform?.Offers() ?? [.. sim.Scenario.Regions.Select(region => new Offer(region.Name, region.Slots, region.Machines, region.UsdPerHour))];

    /// <summary>The launched instances that exist, by token.</summary>
    public IReadOnlyDictionary<string, string> List() => alive.Where(machine => !machine.Joins).ToDictionary(machine => machine.Token, machine => machine.Name, StringComparer.Ordinal);

    public LaunchAnswer Launch(LaunchIntent intent)
    {
        if (byToken.TryGetValue(intent.Key.Token, out var known) && sim.Options.Mutation != SimMutation.TokensForgotten)
            return LaunchAnswer.Launched(known.Name);
        if (sim.World.Utc > intent.NotAfter)
            return LaunchAnswer.Refused($"It is past {intent.NotAfter:T}.");
        var region = sim.Scenario.Regions.First(region => region.Name == intent.Region);
        if (alive.Count(machine => machine.Region == region) >= region.Machines || sim.World.Chance.Happens(sim.Network.Faults.NoCapacity))
            return LaunchAnswer.Refused("InsufficientInstanceCapacity");
        return LaunchAnswer.Launched(Start(intent, region).Name);
    }

    /// <summary>A worker comes by itself.</summary>
    public SimMachine Join(string token, SimDisk disk)
    {
        var machine = new SimMachine(sim, new(new(sim.Scenario.Run.Id, token), $"m-{token}", null, sim.Scenario.Agents!.Region, disk));
        Add(machine);
        machine.Begin();
        return machine;
    }

    /// <summary>Forgets a machine that ended.</summary>
    public void Ended(SimMachine machine) => alive.Remove(machine);

    /// <summary>Instances that will be taken back.</summary>
    public HashSet<string> Taken { get; } = new(StringComparer.Ordinal);

    /// <summary>Starts a machine for an intent.</summary>
    public SimMachine Start(LaunchIntent intent, RegionPlan region)
    {
        var disk = sim.Scenario.OneMachine ? sim.SharedDisk : new();
        var machine = new SimMachine(sim, new(new(intent.Key.Run, intent.Key.Token), $"i-{++launched}", intent.Round, region, disk));
        byToken[intent.Key.Token] = machine;
        Add(machine);
        sim.Checks.Launched(machine, intent);
        machine.Begin();
        return machine;
    }

    private void Add(SimMachine machine)
    {
        alive.Add(machine);
        All.Add(machine);
    }
}
