using Muster.Grants;
using Muster.Points;
using Muster.Runs;
using Muster.Stores;
using Muster.Testing.Simulation.Graphs;
using Muster.Testing.Simulation.Scenarios;
using Muster.Testing.Simulation.Network;
using Muster.Testing.Simulation.Time;
using Muster.Workers;

namespace Muster.Testing.Simulation.Fleet;

/// <summary>What a machine is.</summary>
/// <param name="Key">Its worker.</param>
/// <param name="Name">Its name as instance.</param>
/// <param name="Round">The round for which it was launched; null: it comes by itself, for whatever round there is.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Disk">Its disk.</param>
internal sealed record SimMachinePlan(WorkerKey Key, string Name, int? Round, RegionPlan Region, SimDisk Disk);

/// <summary>An instance: it boots, hosts a real worker, runs its points and ends. It costs money from its launch to its end, by its own clock.</summary>
internal sealed class SimMachine : SimActor
{
    private readonly SimulatedSweep sim;
    private readonly SimMachinePlan plan;
    private readonly IRunStore store;
    private readonly Dictionary<long, SimExecution> executions = [];
    private readonly Dictionary<long, SimGraph> graphs = [];
    private readonly Dictionary<long, TimeSpan> renewalSentAt = [];
    private TimeSpan bornAt;
    private Worker? worker;
    private TimeSpan wakeAt = TimeSpan.MaxValue;
    private TimeSpan? livedFor;
    private TimeSpan workedFor;

    public SimMachine(SimulatedSweep sim, SimMachinePlan plan)
        : base(sim.World, plan.Name, sim.NewClock())
    {
        (this.sim, this.plan) = (sim, plan);
        bornAt = Clock.Monotonic;
        store = sim.StoreFor(this);
    }

    public string Token => plan.Key.Worker;

    public RegionPlan Region => plan.Region;

    /// <summary>Its disk, which others may have had before it.</summary>
    public SimDisk Disk => plan.Disk;

    /// <summary>Whether it came by itself: nobody launched it.</summary>
    public bool Joins => plan.Round is null;

    /// <summary>Whether it ended before its worker was done.</summary>
    public bool WasKilled => !IsAlive && worker is { IsOver: false };

    public override double DiesAtCall => sim.Network.Faults.MachineDies;

    /// <summary>Points that run in truth.</summary>
    public int Running => executions.Count;

    public IEnumerable<SimExecution> Executions => executions.Values;

    /// <summary>How long it has lived, or lived until it ended, by its own clock.</summary>
    public TimeSpan Lived => livedFor ?? Clock.Monotonic - bornAt;

    /// <summary>What it has cost in truth so far, in USD. One that came by itself is there anyway: it costs the run the time until the last of its points ended.</summary>
    public decimal CostUsd => Price(Joins ? workedFor : Lived);

    /// <summary>What all of its life has cost, in USD.</summary>
    public decimal LifeUsd => Price(Lived);

    /// <summary>When the lease runs out that a renewal proves, by its own clock; null: it was never sent.</summary>
    public TimeSpan? LeaseEnds(long renewal) => renewalSentAt.TryGetValue(renewal, out var sent) ? sent + sim.Scenario.WorkerPolicy.Lease : null;

    /// <summary>When a grant runs out, by its own clock; null: it counts from a renewal that was never sent.</summary>
    public TimeSpan? GrantEnds(Grant grant) => renewalSentAt.TryGetValue(Math.Max(1, grant.FromRenewal), out var sent) ? sent + grant.ValidFor : null;

    /// <summary>Lets it boot.</summary>
    public void Begin()
    {
        var chance = World.Chance;
        if (sim.Scenario.Weather.MeanLife is { } mean)
            After(mean * -Math.Log(1 - chance.Next()), DieByChance);
        // A machine on which no worker begins is ended by its provider's own deadline.
        After(sim.Scenario.CoordinatorPolicy.JoinWithin, () =>
        {
            if (worker is null)
                End("ends without a worker");
        });
        if (!Joins && chance.Happens(sim.Network.Faults.NeverBoots))
            World.Note(Name, "never boots");
        else
            After(chance.Between(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(sim.Options.Calm ? 20 : chance.Pick(1, 20, 80))), () => _ = BootAsync());
    }

    /// <summary>A hint from the same machine: the coordinator changed something.</summary>
    public void Hear() => Tell(worker =>
    {
        worker.GrantMayHaveChanged();
        worker.WorkMayHaveAppeared(Clock.Moment);
    });

    /// <summary>The run wants no work any more.</summary>
    public void Drain() => Tell(static worker => worker.End(WorkerStop.Drain));

    protected override void Died()
    {
        livedFor = Lived;
        foreach (var execution in executions.Values.ToList())
            Stop(execution);
        sim.Cloud.Ended(this);
        sim.Checks.MachineEnded(this);
    }

    private decimal Price(TimeSpan time) => (Region.UsdPerHour ?? 0) * time.Ticks / TimeSpan.TicksPerHour;

    private void DieByChance()
    {
        if (!sim.IsQuiet)
            Die("machine dies");
    }

    private void End(string how) => Die(how);

    private async Task BootAsync()
    {
        World.Note(Name, "boots", Token);
        RunRecord? run = null;
        while (run is null && Lived < sim.Scenario.CoordinatorPolicy.JoinWithin)
        {
            try
            {
                run = await store.GetRunAsync(plan.Key.Run);
            }
            catch (StoreUnavailableException)
            {
                continue;
            }
        }

        if (!IsAlive || worker is not null)
            return;
        if (run is null || run.State.IsTerminal() || run.Round.Number != (plan.Round ?? run.Round.Number))
        {
            End("ends unused");
            return;
        }

        if (Joins)
            bornAt = Clock.Monotonic; // its machine was there before; what it costs is the worker's time
        worker = new(SetupFor(run), Clock.Moment);
        Tell(static _ => { });
    }

    private WorkerSetup SetupFor(RunRecord run) => new(
        plan.Key,
        run.Round,
        new(Name, Region.Name, Region.Slots),
        sim.RetryRule,
        sim.WorkerPolicyInForce)
    {
        Lived = Lived,
        Joins = Joins,
        LaunchDelay = sim.Scenario.LaunchDelay,
    };

    /// <summary>Tells the worker something, wakes it and does what it wants.</summary>
    private void Tell(Action<Worker> news)
    {
        if (!IsAlive || worker is null)
            return;
        try
        {
            news(worker);
            worker.Wake(Clock.Moment);
            foreach (var effect in worker.TakeEffects())
            {
                if (IsAlive)
                    Do(effect);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            World.Break(0, $"The worker {Token} threw: {error}");
        }

        if (worker.IsOver && executions.Count == 0)
            World.After(World.Chance.UpTo(TimeSpan.FromMilliseconds(300)), () => End("ends"));
        else if (!worker.IsOver)
            PlanWake(worker.NextWake);
    }

    private void PlanWake(TimeSpan at)
    {
        if (wakeAt <= at && wakeAt > Clock.Monotonic)
            return;
        wakeAt = at;
        // A busy machine wakes a little late.
        var late = World.Chance.Happens(0.1) ? World.Chance.UpTo(sim.Scenario.WorkerPolicy.StopMargin / 20) : TimeSpan.Zero;
        World.After(Clock.Until(at) + late, () =>
        {
            if (!IsAlive || wakeAt != at)
                return;
            wakeAt = TimeSpan.MaxValue;
            Tell(static _ => { });
        });
    }

    private void Do(WorkerEffect effect)
    {
        var key = worker!.Key;
        switch (effect)
        {
            case WorkerEffect.StartPoint(var order):
                Start(order);
                Tell(worker => worker.PointStarted(Clock.Moment));
                break;
            case WorkerEffect.EndPoint(var point, var why, var atOnce):
                if (executions.TryGetValue(point, out var execution))
                    execution.EndEarly(why, atOnce);
                break;
            case WorkerEffect.GraphStored(var point, var reference):
                if (graphs.TryGetValue(point, out var graph))
                    graph.Stored(reference);
                break;
            case WorkerEffect.WriteChunk(var next):
                Ask(() => store.WriteAsync(next), (worker, answer) => worker.ChunkWritten(next, answer), worker => worker.ChunkWritten(next, null));
                break;
            case WorkerEffect.ReadChunk(var chunk):
                Ask(
                    () => store.GetChunkAsync(chunk),
                    (worker, read) => worker.ChunkRead(chunk, read, true, Clock.Moment),
                    worker => worker.ChunkRead(chunk, null, false, Clock.Moment));
                break;
            case WorkerEffect.WriteRecord(var next):
                renewalSentAt.TryAdd(next.Renewals, Clock.Monotonic);
                Ask(() => store.WriteAsync(sim.Told(next)), (worker, answer) => worker.RecordWritten(next, answer), worker => worker.RecordWritten(next, null));
                break;
            case WorkerEffect.ReadRecord:
                Ask(
                    () => store.GetWorkerAsync(key),
                    (worker, read) => worker.RecordRead(read, true, Clock.Moment),
                    worker => worker.RecordRead(null, false, Clock.Moment));
                break;
            case WorkerEffect.ReadGrant:
                Ask(() => store.GetGrantBookAsync(key.Run), (worker, book) => worker.GrantRead(Heard(book), true), worker => worker.GrantRead(null, false));
                break;
            case WorkerEffect.ReadRun:
                Ask(() => store.GetRunAsync(key.Run), (worker, run) => worker.RunRead(run), worker => worker.RunRead(null));
                break;
            case WorkerEffect.TakeHints(var pool, var most):
                Ask(
                    () => store.TakeHintsAsync(new(key.Run, worker.Round, pool.Number), most, pool.ChunkCount),
                    (worker, numbers) => worker.HintsTaken(pool, numbers, Clock.Moment),
                    worker => worker.HintsTaken(pool, null, Clock.Moment));
                break;
            case WorkerEffect.ReturnHint(var chunk):
                Ask(() => ReturnHintAsync(chunk), static (_, _) => { }, static _ => { });
                break;
            default:
                throw new InvalidOperationException($"An unknown effect: {effect}.");
        }
    }

    private GrantBook? Heard(GrantBook? book) => sim.Options.Mutation != SimMutation.GrantsOutstayed || book is null
        ? book
        : book with { Grants = [.. book.Grants.Select(grant => grant with { ValidFor = grant.ValidFor * 10 })] };

    private async Task<bool> ReturnHintAsync(Chunks.ChunkKey chunk)
    {
        await store.AddHintsAsync(chunk.PoolKey, [chunk.Number]);
        return true;
    }

    private void Ask<T>(Func<Task<T>> call, Action<Worker, T> answered, Action<Worker> unanswered) => _ = AskAsync(call, answered, unanswered);

    private async Task AskAsync<T>(Func<Task<T>> call, Action<Worker, T> answered, Action<Worker> unanswered)
    {
        T answer;
        try
        {
            answer = await call();
        }
        catch (StoreUnavailableException)
        {
            Tell(unanswered);
            return;
        }

        Tell(worker => answered(worker, answer));
    }

    private void Start(StartOrder order)
    {
        if (World.Chance.Happens(sim.Network.Faults.NotStarted))
        {
            World.Note(Name, "cannot start a point");
            After(TimeSpan.FromMilliseconds(1), () => Tell(worker => worker.PointNotStarted(order.Point, "No space left on the machine's disk.", Clock.Moment)));
            return;
        }

        var execution = new SimExecution(sim, this, order);
        executions.Add(order.Point, execution);
        World.Note(Name, "starts point", order);
        sim.Checks.Started(execution);
        if (sim.Scenario.Graph is null)
        {
            execution.Begin();
            return;
        }

        graphs[order.Point] = new(sim, execution);
        execution.Begin(graphs[order.Point]);
    }

    /// <summary>A state of a point's graph is among the blobs.</summary>
    public void GraphKept(long point, string reference) => Tell(worker => worker.GraphKept(point, reference, Clock.Moment));

    /// <summary>The graph of a point could not be taken up; the worker hears of it a little later.</summary>
    public void NotTakenUp(SimExecution execution, string problem)
    {
        Stop(execution);
        graphs.Remove(execution.Order.Point);
        After(TimeSpan.FromMilliseconds(1), () => Tell(worker => worker.PointNotStarted(execution.Order.Point, problem, Clock.Moment)));
    }

    /// <summary>Waits by its own clock; for ever when it dies.</summary>
    public Task WaitAsync(TimeSpan time)
    {
        var waited = new TaskCompletionSource();
        After(time, waited.SetResult);
        return waited.Task;
    }

    /// <summary>A point's process is gone; the worker hears of it a little later.</summary>
    public void Finished(SimExecution execution, AttemptRecord attempt)
    {
        Stop(execution);
        graphs.Remove(execution.Order.Point);
        After(TimeSpan.FromMilliseconds(1), () => Tell(worker => worker.PointEnded(execution.Order.Point, attempt, Clock.Moment)));
    }

    /// <summary>Nothing of a point runs any more, in truth.</summary>
    public void Stop(SimExecution execution)
    {
        if (execution.IsOver)
            return;
        executions.Remove(execution.Order.Point);
        workedFor = Lived;
        execution.IsOver = true;
        sim.Checks.Stopped(execution);
    }
}
