using Muster.Graphs;
using Muster.Points;
using Muster.Stores;
using Muster.Testing.Simulation.Fleet;
using Muster.Workers;

namespace Muster.Testing.Simulation.Graphs;

/// <summary>
/// Hosts the real state machine of a point's graph on a machine, as an agent does: takes it up from the journal or the store, writes events down before it does what they
/// stand for, keeps states. Its machine may die between any two of these steps.
/// </summary>
internal sealed class SimGraph
{
    private static readonly TimeSpan SyncWithin = TimeSpan.FromMilliseconds(100), Notice = TimeSpan.FromMilliseconds(1);

    private readonly SimulatedSweep sim;
    private readonly SimMachine machine;
    private readonly SimExecution execution;
    private readonly Dictionary<int, SimJob> running = [];
    private readonly SimGraphKeeper keeper;
    private GraphRun? run;
    private SimJournal? journal;
    private (AttemptEnd Why, bool AtOnce)? earlyEnd;
    private TimeSpan wakeAt = TimeSpan.MaxValue;
    private bool isSyncPlanned;
    private bool isEnding;

    public SimGraph(SimulatedSweep sim, SimExecution execution)
    {
        (this.sim, this.execution, machine) = (sim, execution, execution.Machine);
        keeper = new(sim, this);
    }

    public SimExecution Execution => execution;

    public SimMachine Machine => machine;

    /// <summary>Which graph it is.</summary>
    public (int Round, long Point) Key => (Order.Chunk.Round, Order.Point);

    public StartOrder Order => execution.Order;

    /// <summary>Where it stands.</summary>
    public GraphState State => run!.State;

    private GraphSpec Spec => sim.Scenario.Graph!.Spec;

    private Moment Now => machine.Clock.Moment;

    public void Begin() => _ = BeginAsync();

    /// <summary>Asks its jobs to end.</summary>
    public void End(AttemptEnd why, bool atOnce)
    {
        if (run is null)
        {
            earlyEnd = (earlyEnd?.Why ?? why, atOnce || earlyEnd?.AtOnce == true);
            machine.Stop(execution); // nothing of it runs yet, and nothing will
            return;
        }

        run.End(why, atOnce);
        GoOn();
    }

    /// <summary>The point's line names a state.</summary>
    public void Stored(string reference) => keeper.Stored(reference);

    /// <summary>Lets the machine die here, sometimes.</summary>
    /// <returns>Whether it is dead.</returns>
    public bool DiesAt(string step)
    {
        if (machine.IsAlive && sim.World.Chance.Happens(sim.Network.Faults.GraphDies))
            machine.Die($"dies {step}");
        return !machine.IsAlive;
    }

    /// <summary>Writes down how long it has run.</summary>
    public void NoteTime()
    {
        run!.NoteTime(Now);
        Write(run.TakeEvents());
    }

    /// <summary>Its last state is kept: the point's attempt ends.</summary>
    public void Kept()
    {
        var outcome = run!.Outcome;
        sim.Checks.Graphs.Ended(this, outcome);
        execution.End(outcome);
    }

    private async Task BeginAsync()
    {
        GraphState? stored = null;
        if (Order.Graph is { } reference)
        {
            try
            {
                stored = await sim.Blobs.ReadAsync(machine, reference) is { } bytes ? GraphStateJson.Read(bytes, Spec) : null;
            }
            catch (StoreUnavailableException)
            {
                machine.NotTakenUp(execution, "The state of its graph could not be read.");
                return;
            }

            sim.World.Require(stored is not null, 3, () => $"The line of point {Order.Point} named {reference}, which is not there.");
        }

        if (!machine.IsAlive || sim.World.Breach is not null)
            return;
        TakeUp(stored);
        GoOn();
    }

    private void TakeUp(GraphState? stored)
    {
        var here = machine.Disk.Find(Key);
        var read = here?.Read(Spec);
        var choice = sim.Options.Mutation == SimMutation.JournalsNeverOld && read is not null ? new(GraphSource.Journal, false) : GraphChoice.Of(read, stored, Order.Graph is not null);
        var state = choice.Source switch
        {
            GraphSource.Journal => read!,
            GraphSource.Store => stored!,
            _ => new(Spec),
        };
        sim.World.Note(machine.Name, $"takes up a graph from {choice.Source}", Order.Point);
        sim.Checks.Graphs.TakenUp(this, state, isCut: here?.WasCut == true);
        journal = machine.Disk.Begin(Key, state);
        run = new(
            state,
            new() { Timeout = TimeSpan.FromDays(1), Room = sim.Scenario.Graph!.Room, Chance = sim.World.Chance.Next },
            Order.Epoch,
            Order.Charged + 1,
            GraphLeftovers.None,
            Now);
        if (earlyEnd is var (why, atOnce))
            run.End(why, atOnce);
    }

    /// <summary>Decide, write down, do.</summary>
    private void GoOn()
    {
        if (!machine.IsAlive || isEnding)
            return;
        run!.Wake(Now);
        var (events, effects) = (run.TakeEvents(), run.TakeEffects());
        if (DiesAt("after a graph's decision"))
            return;
        Write(events);
        if (events.Count > 0 && DiesAt("after a graph's journal"))
            return;
        foreach (var effect in effects)
        {
            Do(effect);
            if (DiesAt("after a graph's effect"))
                return;
        }

        if (run.IsOver)
            Finish();
        else
            PlanWake();
    }

    private void Write(IReadOnlyList<GraphEvent> events)
    {
        if (events.Count == 0)
            return;
        journal!.Append(events);
        sim.Checks.Graphs.WrittenDown(this);
        keeper.Changed(events, Now.Monotonic);
        if (isSyncPlanned)
            return;
        isSyncPlanned = true;
        machine.After(SyncWithin, () =>
        {
            isSyncPlanned = false;
            journal.Sync();
        });
    }

    private void Do(GraphEffect effect)
    {
        switch (effect)
        {
            case GraphEffect.StartJob(var job, _, _) when sim.World.Chance.Happens(sim.Network.Faults.NotStarted):
                machine.After(Notice, () => Tell(() => run!.JobNotStarted(job, Now)));
                break;
            case GraphEffect.StartJob start:
                running.Add(start.Job, new(sim, this, start));
                break;
            case GraphEffect.EndJob(var job, var why, var atOnce):
                if (running.TryGetValue(job, out var found))
                    found.EndEarly(why, atOnce);
                break;
            default:
                throw new InvalidOperationException($"An unknown effect: {effect}.");
        }
    }

    /// <summary>A job's process is gone; the host hears of it a little later.</summary>
    public void JobEnded(SimJob job, AttemptRecord record)
    {
        running.Remove(job.Place);
        if (!DiesAt("after a job's end"))
            machine.After(Notice, () => Tell(() => run!.JobEnded(job.Place, record, default, Now)));
    }

    private void Tell(Action news)
    {
        news();
        GoOn();
    }

    private void Finish()
    {
        NoteTime();
        isEnding = true;
        machine.Stop(execution); // in truth nothing of it runs any more; what is left is to keep its state
        keeper.KeepLast();
    }

    private void PlanWake()
    {
        keeper.KeepIfDue(Now.Monotonic);
        var next = run!.NextWake is { } wake && !(keeper.DueAt < wake) ? wake : keeper.DueAt;
        if (next is not { } at || (wakeAt <= at && wakeAt > machine.Clock.Monotonic))
            return;
        wakeAt = at;
        machine.After(at - machine.Clock.Monotonic > Notice ? at - machine.Clock.Monotonic : Notice, () =>
        {
            if (wakeAt != at)
                return;
            wakeAt = TimeSpan.MaxValue;
            GoOn();
        });
    }
}
