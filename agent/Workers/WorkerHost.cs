using Muster.Agent.Output;
using Muster.Coordination;
using Muster.Points;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Agent.Workers;

/// <summary>
/// Runs a <see cref="Worker"/>: tells it what happens and does what it asks for. Whoever brings news (the thread on which
/// a process was waited for, a store's answer, the timer) carries out what follows from it, so that between the end of a
/// short point and the start of the next no other thread need wake up.
/// </summary>
public sealed class WorkerHost : IAttemptListener, IAsyncDisposable
{
    /// <summary>How soon making output durable is tried again when the disk would not.</summary>
    private static readonly TimeSpan SyncAgain = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Worker worker;
    private readonly IRunStore store;
    private readonly IPointExecutor executor;
    private readonly TimeProvider time;
    private readonly bool keepsDistance;
    private bool hasJoined;
    private readonly ITimer timer;
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan timerAt = TimeSpan.MaxValue;
    private volatile string? trouble;
    private long started;

    /// <summary>Starts a worker's life.</summary>
    /// <param name="setup">What it is told.</param>
    /// <param name="store">The records.</param>
    /// <param name="executor">Runs its points; disposed of with the host.</param>
    /// <param name="time">The clocks.</param>
    public WorkerHost(WorkerSetup setup, IRunStore store, IPointExecutor executor, TimeProvider time)
    {
        (this.store, this.executor, this.time) = (store, executor, time);
        keepsDistance = setup.LaunchDelay > TimeSpan.Zero;
        timer = time.CreateTimer(_ => Woken(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        worker = new(setup, Moment.Of(time));
        Tell(static _ => { });
    }

    /// <summary>Completes when the worker's life is over and nothing of it runs any more.</summary>
    public Task Over => over.Task;

    /// <summary>Called after each change, with the worker's figures; must be quick.</summary>
    public Action<WorkerFigures>? Changed { get; set; }

    /// <summary>Called when its record is in the store for the first time: the coordinator may want to look.</summary>
    public Action? Joined
    {
        private get;
        set
        {
            bool isLate;
            lock (gate)
                (field, isLate) = (value, hasJoined);
            if (isLate)
                value?.Invoke(); // it joined before anybody could listen
        }
    }

    /// <summary>Called after a chunk was closed or given back: the coordinator may want to look.</summary>
    public Action? ChunkDone { get; set; }

    /// <summary>Its figures now.</summary>
    public WorkerFigures Figures
    {
        get
        {
            lock (gate)
                return FiguresOf(worker);
        }
    }

    /// <summary>Points that it started so far.</summary>
    public long Started => Interlocked.Read(ref started);

    /// <summary>Asks the worker to end.</summary>
    public void End(WorkerStop how)
    {
        if (how == WorkerStop.Now)
            executor.Hurry();
        Tell(worker => worker.End(how));
    }

    /// <summary>Sets how many slots the machine lets it use.</summary>
    /// <param name="slots">0 or more.</param>
    /// <param name="wait">Why it has none; null: it has some, or wants none.</param>
    public void Share(int slots, WaitReason? wait) => Tell(worker => (worker.Share, worker.SlotWait) = (slots, wait));

    /// <summary>Its grant may have changed.</summary>
    public void GrantMayHaveChanged() => Tell(static worker => worker.GrantMayHaveChanged());

    /// <summary>Chunks may be free again.</summary>
    public void WorkMayHaveAppeared() => Tell(worker => worker.WorkMayHaveAppeared(Moment.Of(time)));

    void IAttemptListener.Ended(long point, AttemptRecord attempt) => Tell(worker => worker.PointEnded(point, attempt, Moment.Of(time)));

    void IAttemptListener.GraphKept(long point, string reference) => Tell(worker => worker.GraphKept(point, reference, Moment.Of(time)));

    void IAttemptListener.NotStarted(long point, string problem) => Tell(worker => worker.PointNotStarted(point, problem, Moment.Of(time)));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await executor.DisposeAsync();
    }

    private bool IsOver
    {
        get
        {
            lock (gate)
                return worker.IsOver;
        }
    }

    private WorkerFigures FiguresOf(Worker worker) =>
        new(worker.RunningPoints, worker.WantedSlots, worker.PoolsLeft, worker.Problem ?? trouble, worker.Ended);

    private void Tell(Action<Worker> news)
    {
        IReadOnlyList<WorkerEffect> effects;
        bool isOver;
        WorkerFigures figures;
        lock (gate)
        {
            var wasOver = worker.IsOver;
            news(worker);
            var now = Moment.Of(time);
            worker.Wake(now);
            effects = worker.TakeEffects();
            isOver = worker.IsOver && worker.RunningPoints == 0;
            if (!worker.IsOver)
                SetTimer(worker.NextWake, now.Monotonic);
            figures = FiguresOf(worker);
        }

        Do(effects);
        Changed?.Invoke(figures);
        if (isOver)
            over.TrySetResult();
    }

    /// <summary>A timer may fire up to a millisecond before its time: it must be set again then, although that time is still to come.</summary>
    private void Woken()
    {
        lock (gate)
            timerAt = TimeSpan.MaxValue;
        Tell(static _ => { });
    }

    private void SetTimer(TimeSpan at, TimeSpan now)
    {
        if (timerAt <= at && timerAt > now)
            return;
        timerAt = at;
        var wait = at - now;
        timer.Change(wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    private void Do(IReadOnlyList<WorkerEffect> effects)
    {
        if (effects.Any(effect => effect is WorkerEffect.WriteChunk { Next.Entries: var entries } && entries.Any(entry => entry.Attempts.Count > 0)))
        {
            // Starts first: syncing takes a while, and slots should not wait for it.
            foreach (var effect in effects.Where(effect => effect is WorkerEffect.StartPoint))
                Do(effect);
            _ = Task.Run(() => SyncAndDoAsync(effects.Where(effect => effect is not WorkerEffect.StartPoint)));
            return;
        }

        foreach (var effect in effects)
            Do(effect);
    }

    /// <summary>No outcome is written before its output is durable. Where the disk has no room, or the blobs do not answer, both wait until it has, or they do.</summary>
    private async Task SyncAndDoAsync(IEnumerable<WorkerEffect> effects)
    {
        while (!await TrySyncAsync())
        {
            if (IsOver)
                return; // it gave its chunks up: nothing is to be written any more
            await Task.Delay(SyncAgain, time);
        }

        foreach (var effect in effects)
            Do(effect);
    }

    private async Task<bool> TrySyncAsync()
    {
        try
        {
            await executor.SyncAsync();
            return true;
        }
        catch (Exception error) when (error is OutputException or IOException or UnauthorizedAccessException or StoreUnavailableException or StoreUnusableException)
        {
            trouble = error.Message;
            return false;
        }
    }

    private void Do(WorkerEffect effect)
    {
        switch (effect)
        {
            case WorkerEffect.StartPoint(var order):
                Interlocked.Increment(ref started);
                executor.Start(order, this);
                if (keepsDistance)
                    Tell(worker => worker.PointStarted(Moment.Of(time)));
                break;
            case WorkerEffect.EndPoint(var point, var why, var atOnce):
                executor.End(point, why, atOnce);
                break;
            case WorkerEffect.GraphStored(var point, var reference):
                executor.GraphStored(point, reference);
                break;
            case WorkerEffect.WriteChunk(var next):
                Call(store.WriteAsync(next), (worker, answer) => worker.ChunkWritten(next, answer), worker => worker.ChunkWritten(next, null), next.Owner is null);
                break;
            case WorkerEffect.ReadChunk(var key):
                Call(
                    store.GetChunkAsync(key),
                    (worker, chunk) => worker.ChunkRead(key, chunk, true, Moment.Of(time)),
                    worker => worker.ChunkRead(key, null, false, Moment.Of(time)));
                break;
            case WorkerEffect.WriteRecord(var next):
                Call(RenewAsync(next), (worker, answer) => worker.RecordWritten(next, answer), worker => worker.RecordWritten(next, null));
                break;
            case WorkerEffect.ReadRecord:
                Call(
                    store.GetWorkerAsync(worker.Key),
                    (worker, record) => worker.RecordRead(record, true, Moment.Of(time)),
                    worker => worker.RecordRead(null, false, Moment.Of(time)));
                break;
            case WorkerEffect.ReadGrant:
                Call(
                    store.GetGrantBookAsync(worker.Key.Run),
                    (worker, book) => worker.GrantRead(book, true),
                    worker => worker.GrantRead(null, false));
                break;
            case WorkerEffect.ReadRun:
                Call(store.GetRunAsync(worker.Key.Run), (worker, run) => worker.RunRead(run), worker => worker.RunRead(null));
                break;
            case WorkerEffect.TakeHints(var pool, var most):
                Call(
                    store.TakeHintsAsync(new(worker.Key.Run, worker.Round, pool.Number), most, pool.ChunkCount),
                    (worker, numbers) => worker.HintsTaken(pool, numbers, Moment.Of(time)),
                    worker => worker.HintsTaken(pool, null, Moment.Of(time)));
                break;
            case WorkerEffect.ReturnHint(var chunk):
                Call(AddHintAsync(chunk), static (_, _) => { }, static _ => { });
                break;
            default:
                throw new InvalidOperationException($"An unknown effect: {effect.GetType().Name}.");
        }
    }

    private async Task<WriteAnswer> RenewAsync(WorkerRecord next)
    {
        var answer = await store.WriteAsync(next);
        if (next.Renewals == 1 && answer == WriteAnswer.Written)
            HasJoined();
        return answer;
    }

    private void HasJoined()
    {
        Action? listener;
        lock (gate)
            (hasJoined, listener) = (true, Joined);
        listener?.Invoke();
    }

    private async Task<bool> AddHintAsync(Chunks.ChunkKey chunk)
    {
        await store.AddHintsAsync(chunk.PoolKey, [chunk.Number]);
        return true;
    }

    private void Call<T>(Task<T> call, Action<Worker, T> answered, Action<Worker> unanswered, bool endsChunk = false) =>
        _ = CallAsync(call, answered, unanswered, endsChunk);

    private async Task CallAsync<T>(Task<T> call, Action<Worker, T> answered, Action<Worker> unanswered, bool endsChunk)
    {
        T answer;
        try
        {
            answer = await call;
        }
        catch (Exception error) when (error is StoreUnavailableException or StoreUnusableException)
        {
            // Without any answer the worker would wait for ever, and never end; one that it can make nothing of is none.
            trouble = error.Message;
            Tell(worker =>
            {
                unanswered(worker);
                if (error is StoreUnusableException)
                    worker.StoreIsUnusable();
            });
            return;
        }

        trouble = null;
        Tell(worker => answered(worker, answer));
        if (endsChunk)
            ChunkDone?.Invoke();
    }
}

/// <summary>A worker's figures at one moment.</summary>
/// <param name="Running">Points running.</param>
/// <param name="Wanted">Points that it could start besides, had it the slots.</param>
/// <param name="Pools">Pools that have work left, 1 or more.</param>
/// <param name="Problem">What hinders it, its store and its disk included; null: nothing.</param>
/// <param name="Ended">Points that ended with it so far, for live progress.</param>
public readonly record struct WorkerFigures(int Running, int Wanted, int Pools, string? Problem, Runs.PointCounts Ended);
