using Muster.Chunks;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Grants;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Testing.Simulation.Actors;
using Muster.Testing.Simulation.Fleet;
using Muster.Testing.Simulation.Network;
using Muster.Testing.Simulation.Time;
using Muster.Workers;

namespace Muster.Testing.Simulation.Checks;

/// <summary>
/// Watches a world for broken promises, each by its number in the design: every write that the store accepts, every start
/// and end of a machine or a point, every tick of a coordinator. It sees the truth, not what any actor believes.
/// </summary>
internal sealed class PromiseChecks(SimulatedSweep sim) : IRecordWatch
{
    private readonly OutcomeChecks outcomes = new(sim);
    private readonly WorkChecks work = new(sim);
    private readonly MoneyChecks money = new(sim);
    private readonly LaunchChecks launches = new(sim);
    private readonly WorkerChecks workers = new(sim);
    private readonly WaitChecks waits = new(sim);
    private RunChecks? runs;

    /// <summary>What is checked of job graphs.</summary>
    public GraphChecks Graphs { get; } = new(sim);

    private RunChecks Runs => runs ??= new(sim, outcomes);

    /// <summary>Whether a worker ever had a grant.</summary>
    public bool WasGranted(string worker) => money.WasGranted(worker);

    public PointState OutcomeOf(long point) => outcomes.Of(point);

    /// <summary>How the points outside of a set ended.</summary>
    public PointCounts CountsWithout(IndexSet points) => outcomes.CountsWithout(points);

    public void Wrote(string by, RunRecord? before, RunRecord after)
    {
        money.Wrote(after);
        Runs.Wrote(before, after);
    }

    public void Wrote(string by, ChunkRecord? before, ChunkRecord after)
    {
        ChunkChecks.Wrote(sim, WorkerOf(by), before, after);
        Graphs.Wrote(before, after, offset => outcomes.PointOf(after.Key, offset));
        outcomes.Wrote(before, after);
    }

    public void Wrote(string by, WorkerRecord? before, WorkerRecord after) => workers.Wrote(MachineOf(by), before, after);

    public void Wrote(string by, GrantBook? before, GrantBook after)
    {
        money.Wrote(before, after);
        launches.Granted(after);
        work.Granted(after);
    }

    public void Wrote(string by, LaunchIntent? before, LaunchIntent after) => launches.Wrote(by, before, after);

    public void Acknowledged(RunId run, string digest) => Runs.Acknowledged(run, digest);

    public void CancelAcknowledged(RunRecord run) => Runs.CancelAcknowledged(run);

    public void Launched(SimMachine machine, LaunchIntent intent) => launches.Launched(machine, intent);

    public void Listed(SimActor actor, IReadOnlyDictionary<string, string> found) => launches.Listed(actor, found);

    public void MachineEnded(SimMachine machine) => money.Ended(machine);

    public void Started(SimExecution execution)
    {
        outcomes.Started(execution);
        work.Started(execution);
    }

    public void Stopped(SimExecution execution)
    {
        work.Stopped(execution);
        waits.Stopped(execution);
        Graphs.Stopped(execution);
    }

    public void Ticked(CoordinatorProcess process, CoordinatorTick tick) => waits.Ticked(process, tick, work.Running);

    /// <summary>An event has happened.</summary>
    public void Stepped()
    {
        work.RequireLimits();
        work.RequireTimes();
    }

    /// <summary>All is over.</summary>
    public void Settled()
    {
        Runs.Settled();
        work.Settled();
        workers.Settled();
        money.Settled();
        launches.Settled();
    }

    /// <summary>The world did not come to its end in time.</summary>
    public void NotSettled()
    {
        var run = sim.Records.Run(sim.Scenario.Run.Id);
        sim.World.Break(0, $"The run did not end in time: {(run is null ? "there is none" : SimText.Of(run))}; {sim.Cloud.Alive.Count} machines live, {work.Running} points run.");
    }

    private SimMachine? MachineOf(string name) => sim.Cloud.All.Find(machine => machine.Name == name);

    private string? WorkerOf(string name) => MachineOf(name)?.Token;
}
