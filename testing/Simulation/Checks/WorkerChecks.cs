using Muster.Testing.Simulation.Fleet;
using Muster.Workers;

namespace Muster.Testing.Simulation.Checks;

/// <summary>Promises 2 and 11 for workers: who was judged dead or has ended runs nothing, and whoever judges waits for the whole lease.</summary>
internal sealed class WorkerChecks(SimulatedSweep sim)
{
    private readonly HashSet<WorkerKey> working = [];

    public void Wrote(SimMachine? by, WorkerRecord? before, WorkerRecord after)
    {
        if (after.Phase == WorkerPhase.Working)
            working.Add(after.Key);
        else
            working.Remove(after.Key);
        sim.World.Require(by is null || by.Token == after.Key.Worker, 2, () => $"{by!.Token} wrote the record of {after.Key.Worker}.");
        sim.World.Require(before is null or { Phase: WorkerPhase.Working } || after.Phase != WorkerPhase.Working, 2, () => $"{after.Key.Worker} came back from {before!.Phase}.");
        sim.World.Require(before is null || after.Renewals >= before.Renewals, 11, () => $"{after.Key.Worker} lost renewals.");
        var machine = sim.Cloud.All.Find(machine => machine.Token == after.Key.Worker);
        if (before?.Phase != WorkerPhase.Working || after.Phase == WorkerPhase.Working)
            return;
        if (by is null)
            sim.World.Note(after.Key.Worker, machine!.IsAlive ? "is judged dead, but lives" : "is judged dead");
        RequireStopped(by is null, machine!, before, after);
    }

    /// <summary>One that came by itself and never got a grant does not keep the run from ending, dead or alive.</summary>
    public void Settled()
    {
        var left = working.Select(key => key.Worker).Where(worker => sim.Cloud.All.Find(machine => machine.Token == worker) is not { Joins: true } || sim.Checks.WasGranted(worker)).ToList();
        sim.World.Require(left.Count == 0, 0, () => $"The run ended and these workers did not: {string.Join(", ", left)}.");
    }

    private void RequireStopped(bool judged, SimMachine machine, WorkerRecord before, WorkerRecord after)
    {
        sim.World.Require(machine.Running == 0, 2, () => $"{after.Key.Worker} is {after.Phase} and runs {machine.Running} points.");
        var known = sim.Scenario.OneMachine && !machine.IsAlive;
        sim.World.Require(!judged || known || machine.LeaseEnds(before.Renewals) <= machine.Clock.Monotonic, 11, () => $"{after.Key.Worker} was judged dead within its lease.");
    }
}
