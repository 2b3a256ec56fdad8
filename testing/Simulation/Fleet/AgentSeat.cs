using Muster.Runs;
using Muster.Testing.Simulation.Graphs;

namespace Muster.Testing.Simulation.Fleet;

/// <summary>A machine on which an agent serves the store: it joins the run while that wants work, and when it was killed another comes after a while, on the same disk.</summary>
internal sealed class AgentSeat
{
    private readonly SimulatedSweep sim;
    private readonly int seat;
    private readonly SimDisk disk = new();
    private SimMachine? worker;
    private int started;

    public AgentSeat(SimulatedSweep sim, int seat)
    {
        (this.sim, this.seat) = (sim, seat);
        sim.World.After(sim.World.Chance.UpTo(TimeSpan.FromSeconds(20)), Look);
    }

    private void Look()
    {
        var run = sim.Records.Run(sim.Scenario.Run.Id);
        if (worker is { IsAlive: true })
        {
            if (run?.WantsWork != true)
                worker.Drain();
        }
        else if (run is { WantsWork: true, Desired: DesiredState.Run, IsHeld: false })
        {
            if (worker is { WasKilled: true } && sim.World.Chance.Happens(sim.Scenario.Agents!.PowerFails))
                disk.LosePower(sim.World.Chance);
            worker = sim.Cloud.Join($"a{seat}-{++started}", disk);
        }

        sim.World.After(sim.World.Chance.UpTo(TimeSpan.FromSeconds(sim.World.Chance.Pick(2, 2, 20))), Look);
    }
}
