using Muster.Graphs;
using Muster.Points;
using Muster.Testing.Simulation.Fleet;

namespace Muster.Testing.Simulation.Graphs;

/// <summary>A job that runs on a machine, in truth.</summary>
internal sealed class SimJob
{
    private readonly SimulatedSweep sim;
    private readonly SimGraph graph;
    private readonly int attempt;
    private readonly DateTimeOffset startedAt;
    private readonly TimeSpan startedMonotonic;
    private TimeSpan endsAt;
    private AttemptEnd? endedBy;
    private bool isOver;

    public SimJob(SimulatedSweep sim, SimGraph graph, GraphEffect.StartJob start)
    {
        (this.sim, this.graph, Place, attempt) = (sim, graph, start.Job, start.Attempt);
        (startedMonotonic, startedAt) = graph.Machine.Clock.Moment;
        sim.World.Note(graph.Machine.Name, "starts job", $"{graph.Order.Point}/{Place} attempt {attempt}");
        sim.Checks.Graphs.Started(graph, Place);
        PlanEnd(Plan.Duration / sim.Scenario.Graph!.Spec.Jobs.Count * (0.5 + sim.World.Chance.Next()), null);
    }

    /// <summary>The job's place in the file.</summary>
    public int Place { get; }

    private Scenarios.PointPlan Plan => sim.Scenario.Points[(int)graph.Order.Point];

    /// <summary>Asks its process to end; at once means within the worker's margin.</summary>
    public void EndEarly(AttemptEnd why, bool atOnce)
    {
        if (endedBy is null || atOnce)
            PlanEnd(sim.World.Chance.UpTo(sim.Scenario.WorkerPolicy.StopMargin * (atOnce ? 0.9 : 1.5)), why);
    }

    private SimMachine Machine => graph.Machine;

    private void PlanEnd(TimeSpan within, AttemptEnd? why)
    {
        var at = sim.World.Now + Machine.Clock.True(within);
        if (why is not null && at >= endsAt)
            return;
        (endsAt, endedBy) = (at, why);
        sim.World.After(at - sim.World.Now, () =>
        {
            if (!isOver && endsAt == at && Machine.IsAlive)
                Finish();
        });
    }

    private void Finish()
    {
        isOver = true;
        // Of a point that fails it is one of its jobs.
        var fails = Plan.FailingAttempts >= attempt && graph.Order.Point % sim.Scenario.Graph!.Spec.Jobs.Count == Place;
        var record = new AttemptRecord
        {
            Number = attempt,
            End = endedBy ?? AttemptEnd.Exited,
            StartedAt = startedAt,
            Elapsed = Machine.Clock.Monotonic - startedMonotonic,
            ExitCode = endedBy is not null ? null : fails ? Plan.ExitCode : 0,
            Worker = Machine.Token,
        };
        sim.World.Note(Machine.Name, "job ends", $"{graph.Order.Point}/{Place} {record.End} {record.ExitCode}");
        sim.Checks.Graphs.Ended(graph, Place, record);
        graph.JobEnded(this, record);
    }
}
