using Muster.Graphs;
using Muster.Points;
using Muster.Testing.Simulation.Graphs;
using Muster.Workers;

namespace Muster.Testing.Simulation.Fleet;

/// <summary>A point that runs on a machine, in truth.</summary>
internal sealed class SimExecution
{
    private readonly SimulatedSweep sim;
    private readonly DateTimeOffset startedAt;
    private readonly TimeSpan startedMonotonic;
    private SimGraph? graph;
    private TimeSpan endsAt;

    public SimExecution(SimulatedSweep sim, SimMachine machine, StartOrder order)
    {
        (this.sim, Machine, Order) = (sim, machine, order);
        Id = sim.NextExecution();
        (startedMonotonic, startedAt) = machine.Clock.Moment;
    }

    /// <summary>Its number, which its attempt's record bears as output.</summary>
    public string Id { get; }

    public SimMachine Machine { get; }

    public StartOrder Order { get; }

    public bool IsOver { get; set; }

    /// <summary>Why it was ended early; null: it was not.</summary>
    public AttemptEnd? EndedBy { get; private set; }

    /// <summary>What it came to; null while it runs, or when its machine died.</summary>
    public AttemptRecord? Outcome { get; private set; }

    /// <summary>Runs a graph of jobs.</summary>
    public void Begin(SimGraph jobs)
    {
        graph = jobs;
        graph.Begin();
    }

    /// <summary>Runs a command.</summary>
    public void Begin()
    {
        var plan = sim.Scenario.Points[(int)Order.Point];
        PlanEnd(plan.Duration * (0.8 + 0.4 * sim.World.Chance.Next()), null);
    }

    /// <summary>Asks its process to end; at once means within the worker's margin.</summary>
    public void EndEarly(AttemptEnd why, bool atOnce)
    {
        if (graph is not null)
        {
            graph.End(why, atOnce);
            return;
        }

        if (EndedBy is not null && !atOnce)
            return;
        var most = sim.Scenario.WorkerPolicy.StopMargin * (atOnce ? 0.9 : 1.5);
        PlanEnd(sim.World.Chance.UpTo(most), why);
    }

    /// <summary>Its graph has ended, and its last state is kept.</summary>
    public void End(GraphOutcome outcome) => Finish(outcome.End, outcome.Code);

    private void PlanEnd(TimeSpan within, AttemptEnd? why)
    {
        var at = sim.World.Now + Machine.Clock.True(within);
        if (why is not null && at >= endsAt)
            return;
        (endsAt, EndedBy) = (at, why);
        sim.World.After(at - sim.World.Now, () =>
        {
            if (!IsOver && endsAt == at)
                Finish();
        });
    }

    private void Finish()
    {
        var plan = sim.Scenario.Points[(int)Order.Point];
        Finish(EndedBy ?? AttemptEnd.Exited, EndedBy is not null ? null : Order.Attempt <= plan.FailingAttempts ? plan.ExitCode : 0);
    }

    private void Finish(AttemptEnd end, int? code)
    {
        Outcome = new()
        {
            Number = Order.Attempt,
            End = end,
            StartedAt = startedAt,
            Elapsed = Machine.Clock.Monotonic - startedMonotonic,
            ExitCode = code,
            Slot = Order.Slot,
            Worker = Machine.Token,
            Output = Id,
        };
        sim.World.Note(Machine.Name, "point ends", $"{Order.Point} {Outcome.End} {Outcome.ExitCode}");
        Machine.Finished(this, Outcome);
    }
}
