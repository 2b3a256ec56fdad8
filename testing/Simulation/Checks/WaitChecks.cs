using Muster.Coordination;
using Muster.Runs;
using Muster.Testing.Simulation.Actors;
using Muster.Testing.Simulation.Fleet;
using Muster.Workers;

namespace Muster.Testing.Simulation.Checks;

/// <summary>Promise 12: when nothing has run for a while, although a coordinator has looked at the run several times, the run says why.</summary>
internal sealed class WaitChecks(SimulatedSweep sim)
{
    private TimeSpan idleSince;
    private int looks;

    /// <summary>How long a coordinator may take to see that nothing runs: workers say so with their next renewal.</summary>
    private TimeSpan Grace =>
        sim.Scenario.WorkerPolicy.RenewEvery + sim.Scenario.CoordinatorPolicy.BlockedTick + sim.Scenario.Weather.Timeout * 8;

    /// <summary>A machine may have died since its worker last said that it runs points; nobody can know yet.</summary>
    private bool SayTheyRun(RunRecord run) => sim.Records.Workers(run.Id).Any(worker => worker is { Phase: WorkerPhase.Working, Running: > 0 });

    public void Stopped(SimExecution execution) => (idleSince, looks) = (sim.World.Now, 0);

    public void Ticked(CoordinatorProcess process, CoordinatorTick tick, int running)
    {
        var run = sim.Records.Run(sim.Scenario.Run.Id);
        if (!tick.IsHolder || running > 0 || run is null || run.State.IsTerminal() || SayTheyRun(run))
        {
            (idleSince, looks) = (sim.World.Now, 0);
            return;
        }

        if (sim.World.Now - idleSince < Grace)
            return;
        looks++;
        sim.World.Require(looks < 3 || run.Reason is not null, 12, () => $"Nothing has run for {(sim.World.Now - idleSince).TotalSeconds:0} s, {process.Name} has looked {looks} times, and the run does not say why.");
    }
}
