using Muster.Chunks;
using Muster.Points;
using Muster.Stores;
using Muster.Testing.Simulation.Time;
using Muster.Workers;

namespace Muster.Testing.Virtual;

/// <summary>
/// The real worker of <c>core</c> in virtual time over a store that answers at once. Nothing goes wrong; each call takes the same time there and back.
/// </summary>
internal abstract class VirtualWorker
{
    private readonly IRunStore store;
    private readonly TimeSpan oneWay;
    private readonly Worker worker;
    private TimeSpan wakeAt = TimeSpan.MaxValue;
    private bool isOver;

    /// <summary>A worker that has not begun.</summary>
    /// <param name="setup">What it is told.</param>
    /// <param name="store">The records.</param>
    /// <param name="world">Virtual time and chance.</param>
    /// <param name="clock">Its machine's clocks.</param>
    /// <param name="oneWay">How long a call takes there, and its answer back.</param>
    protected VirtualWorker(WorkerSetup setup, IRunStore store, SimWorld world, SimClock clock, TimeSpan oneWay)
    {
        (this.store, World, Clock, this.oneWay) = (store, world, clock, oneWay);
        worker = new(setup, clock.Moment);
    }

    /// <summary>Virtual time and chance.</summary>
    protected SimWorld World { get; }

    /// <summary>Its machine's clocks.</summary>
    protected SimClock Clock { get; }

    /// <summary>Begins its life.</summary>
    protected void Begin() => Tell(static _ => { });

    /// <summary>A point starts.</summary>
    protected abstract void Start(StartOrder order);

    /// <summary>A chunk is to be written, now or after what its outcomes name is kept.</summary>
    protected virtual void Write(ChunkRecord next, Action write) => write();

    /// <summary>It is over.</summary>
    protected virtual void Ended() { }

    /// <summary>A point ended.</summary>
    protected void PointEnded(long point, AttemptRecord attempt) => Tell(worker => worker.PointEnded(point, attempt, Clock.Moment));

    /// <summary>How long a point runs: each differs by up to a fifth.</summary>
    protected TimeSpan About(TimeSpan duration) => duration * (0.8 + 0.4 * World.Chance.Next());

    /// <summary>All that an attempt of a command without a result has to say, with output of its own.</summary>
    protected AttemptRecord Succeeded(StartOrder order, DateTimeOffset began, TimeSpan took, string output) => new()
    {
        Number = order.Attempt,
        End = AttemptEnd.Exited,
        StartedAt = began,
        Elapsed = took,
        ExitCode = 0,
        CpuTime = took / 2,
        PeakMemoryBytes = 2_000_000 + World.Chance.Between(0, 1_000) * 4_096,
        Slot = order.Slot,
        Worker = worker.Key.Worker,
        Output = output,
    };

    private void Tell(Action<Worker> news)
    {
        news(worker);
        worker.Wake(Clock.Moment);
        foreach (var effect in worker.TakeEffects())
            Do(effect);
        if (!worker.IsOver)
            PlanWake(worker.NextWake);
        else if (!isOver)
        {
            isOver = true;
            Ended();
        }
    }

    private void PlanWake(TimeSpan at)
    {
        if (wakeAt <= at && wakeAt > Clock.Monotonic)
            return;
        wakeAt = at;
        World.After(Clock.Until(at), () =>
        {
            if (wakeAt != at || worker.IsOver)
                return;
            wakeAt = TimeSpan.MaxValue;
            Tell(static _ => { });
        });
    }

    private void Do(WorkerEffect effect)
    {
        var key = worker.Key;
        switch (effect)
        {
            case WorkerEffect.StartPoint(var order):
                Start(order);
                break;
            case WorkerEffect.WriteChunk(var next):
                Write(next, () => Ask(() => store.WriteAsync(next), (worker, answer) => worker.ChunkWritten(next, answer)));
                break;
            case WorkerEffect.ReadChunk(var chunk):
                Ask(() => store.GetChunkAsync(chunk), (worker, read) => worker.ChunkRead(chunk, read, true, Clock.Moment));
                break;
            case WorkerEffect.WriteRecord(var next):
                Ask(() => store.WriteAsync(next), (worker, answer) => worker.RecordWritten(next, answer));
                break;
            case WorkerEffect.ReadRecord:
                Ask(() => store.GetWorkerAsync(key), (worker, read) => worker.RecordRead(read, true, Clock.Moment));
                break;
            case WorkerEffect.ReadGrant:
                Ask(() => store.GetGrantBookAsync(key.Run), (worker, book) => worker.GrantRead(book, true));
                break;
            case WorkerEffect.ReadRun:
                Ask(() => store.GetRunAsync(key.Run), (worker, read) => worker.RunRead(read));
                break;
            case WorkerEffect.TakeHints(var pool, var most):
                Ask(() => store.TakeHintsAsync(new(key.Run, worker.Round, pool.Number), most, pool.ChunkCount), (worker, numbers) => worker.HintsTaken(pool, numbers, Clock.Moment));
                break;
            case WorkerEffect.ReturnHint(var chunk):
                Ask(() => AddHintAsync(chunk), static (_, _) => { });
                break;
            default:
                throw new InvalidOperationException($"Not in a run in which nothing goes wrong: {effect}.");
        }
    }

    private async Task<bool> AddHintAsync(ChunkKey chunk)
    {
        await store.AddHintsAsync(chunk.PoolKey, [chunk.Number]);
        return true;
    }

    private void Ask<T>(Func<Task<T>> call, Action<Worker, T> answered) => World.After(oneWay, () =>
    {
        var answer = call();
        if (!answer.IsCompleted)
            throw new InvalidOperationException("The store waits for something that does not come at once.");
        World.After(oneWay, () => Tell(worker => answered(worker, answer.Result)));
    });
}
