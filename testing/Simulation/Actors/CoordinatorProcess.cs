using Muster.Coordination;
using Muster.Runs;
using Muster.Stores;
using Muster.Testing.Simulation.Fleet;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Actors;

/// <summary>
/// A process that coordinates the run with the real coordinator, as long as the run wants it. When it dies, another comes after a while
/// under another name. In some worlds it is only as patient as a state machine: each tick is another coordinator, which knows what the
/// one before had it remember, or, where that got lost, what the one before that had.
/// </summary>
internal sealed class CoordinatorProcess : SimActor
{
    private readonly SimulatedSweep sim;
    private readonly int seat;
    private readonly IRunStore store;
    private Coordinator? coordinator;
    private RunId run;
    private byte[]? memory;
    private TimeSpan clock;
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
                started++;
                (run, memory, clock, coordinator) = (wanting[0].Id, null, TimeSpan.Zero, null);
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
        var time = new PatientTime(Clock, clock);
        var current = Next(time);
        try
        {
            tick = await current.TickAsync();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            World.Break(0, $"The coordinator {Name} threw: {error}");
            return;
        }

        World.Note(Name, "ticked", tick);
        if (sim.Scenario.Forgets is { } forgets && !World.Chance.Happens(forgets))
            (memory, clock) = (RecordJson.Write(current.Memory), time.Now + tick.Wait);
        sim.Checks.Ticked(this, tick);
        if (sim.Scenario.OneMachine && tick.IsHolder)
            TellMachines();
        if (tick.IsOver)
            After(TimeSpan.FromSeconds(10), () => _ = LookForWorkAsync());
        else
            After(tick.Wait, () => _ = TickAsync());
    }

    private string Self => $"{Name}/{started}";

    private Coordinator Next(PatientTime time)
    {
        var ports = sim.PortsOf(this, store);
        if (sim.Scenario.Forgets is null)
            return coordinator ??= new(run, Self, ports, sim.CoordinatorPolicyInForce);
        // Its ticks follow each other, so an earlier one of its own is surely over.
        var patient = ports with { Time = time, IsKnownDead = name => name == Self || ports.IsKnownDead(name) };
        return new(run, Self, patient, sim.CoordinatorPolicyInForce, memory is null ? null : RecordJson.ReadMemory(memory));
    }

    private void TellMachines()
    {
        foreach (var machine in sim.Cloud.Alive.ToList())
            machine.Hear();
    }
}
