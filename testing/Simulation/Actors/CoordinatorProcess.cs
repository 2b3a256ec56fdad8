using Muster.Coordination;
using Muster.Stores;
using Muster.Testing.Simulation.Fleet;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Actors;

/// <summary>A process that coordinates the run with the real coordinator, as long as the run wants it. When it dies, another comes after a while under another name.</summary>
internal sealed class CoordinatorProcess : SimActor
{
    private readonly SimulatedSweep sim;
    private readonly int seat;
    private readonly IRunStore store;
    private Coordinator? coordinator;
    private int started;

    public CoordinatorProcess(SimulatedSweep sim, int seat)
        : base(sim.World, $"c{seat}.{sim.NextProcess()}", sim.NewClock())
    {
        (this.sim, this.seat) = (sim, seat);
        store = sim.StoreFor(this);
        After(World.Chance.UpTo(TimeSpan.FromSeconds(2)), () => _ = LookForWorkAsync());
    }

    public override double DiesAtCall => sim.Network.Faults.CoordinatorDies;

    public override double StallsAtCall => sim.Network.Faults.CoordinatorStalls;

    protected override void Died()
    {
        sim.Coordinators.Remove(this);
        World.After(World.Chance.UpTo(TimeSpan.FromSeconds(World.Chance.Pick(1, 30, 120))), () => sim.Coordinators.Add(new(sim, seat)));
    }

    private async Task LookForWorkAsync()
    {
        try
        {
            var wanting = await store.ListRunsWantingWorkAsync(10);
            if (IsAlive && wanting.Count > 0)
            {
                coordinator = new(wanting[0].Id, $"{Name}/{++started}", sim.PortsOf(this, store), sim.CoordinatorPolicyInForce);
                _ = TickAsync();
                return;
            }
        }
        catch (StoreUnavailableException)
        {
            World.Note(Name, "cannot look for work");
        }

        After(TimeSpan.FromSeconds(10), () => _ = LookForWorkAsync());
    }

    private async Task TickAsync()
    {
        CoordinatorTick tick;
        try
        {
            tick = await coordinator!.TickAsync();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            World.Break(0, $"The coordinator {Name} threw: {error}");
            return;
        }

        World.Note(Name, "ticked", tick);
        sim.Checks.Ticked(this, tick);
        if (sim.Scenario.OneMachine && tick.IsHolder)
            TellMachines();
        if (tick.IsOver)
            After(TimeSpan.FromSeconds(10), () => _ = LookForWorkAsync());
        else
            After(tick.Wait, () => _ = TickAsync());
    }

    private void TellMachines()
    {
        foreach (var machine in sim.Cloud.Alive.ToList())
            machine.Hear();
    }
}
