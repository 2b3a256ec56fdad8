using Muster.Chunks;
using Muster.Grants;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Tests.Core.Workers;

/// <summary>A worker on a bench: the test plays store and machine, and must account for every effect; one that is left over fails the test.</summary>
internal sealed class WorkerBench : IDisposable
{
    public static readonly RunId Run = RunId.FromToken("bench");
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Queue<WorkerEffect> left = new();

    public WorkerBench(int points = 4, int stride = 1, int slots = 2, RetryRule? retry = null, WorkerPolicy? policy = null, IReadOnlyList<PoolPlan>? pools = null, TimeSpan launchDelay = default)
    {
        Round = new(1, pools ?? [new() { Number = 0, Points = IndexSet.FirstOf(points), Stride = stride }]);
        Worker = new(new(new(Run, "w1-1"), Round, new("i-1", "local", slots), retry ?? ((_, _) => null), policy ?? Policy) { LaunchDelay = launchDelay }, Now);
        Tell(static _ => { });
    }

    public static WorkerPolicy Policy { get; } = new();

    public Worker Worker { get; }

    public RoundPlan Round { get; }

    public Moment Now { get; private set; } = new(TimeSpan.FromHours(5), Noon);

    public PoolPlan Pool => Round.Pools[0];

    /// <summary>The time since the worker's start.</summary>
    public TimeSpan Age => Now.Monotonic - TimeSpan.FromHours(5);

    /// <summary>Tells the worker something and wakes it, as its host does.</summary>
    public void Tell(Action<Worker> news)
    {
        news(Worker);
        Worker.Wake(Now);
        foreach (var effect in Worker.TakeEffects())
            left.Enqueue(effect);
        if (!Worker.IsOver)
            Assert.True(Worker.NextWake > Now.Monotonic, $"It wants to be woken at {Worker.NextWake}; it is {Now.Monotonic}.");
    }

    /// <summary>Lets both clocks go on, then wakes it once.</summary>
    public void After(TimeSpan time)
    {
        Now = new(Now.Monotonic + time, Now.Utc + time);
        Tell(static _ => { });
    }

    /// <summary>Lets both clocks go on, and wakes it whenever it wants to be woken.</summary>
    public void Pass(TimeSpan time)
    {
        var until = Now.Monotonic + time;
        while (!Worker.IsOver && left.Count == 0 && Worker.NextWake <= until)
            After(Worker.NextWake - Now.Monotonic);
        if (left.Count == 0)
            After(until - Now.Monotonic);
    }

    public void SetWallClock(DateTimeOffset utc) => Now = Now with { Utc = utc };

    /// <summary>The next effect, which must be of this kind.</summary>
    public T Next<T>()
        where T : WorkerEffect
    {
        if (left.TryDequeue(out var effect) && effect is T wanted)
            return wanted;
        var seen = string.Join(Environment.NewLine, left.Prepend(effect));
        left.Clear();
        throw new InvalidOperationException($"Wanted {typeof(T).Name}, but there is: {(seen.Length == 0 ? "nothing" : seen)}");
    }

    /// <summary>Lets time pass until its next renewal, which is answered by the test.</summary>
    public WorkerEffect.WriteRecord NextRenewal()
    {
        Pass(Policy.RenewEvery);
        var renewal = Next<WorkerEffect.WriteRecord>();
        Next<WorkerEffect.ReadGrant>();
        return renewal;
    }

    public void Nothing()
    {
        var seen = left.ToArray();
        left.Clear();
        Assert.Empty(seen);
    }

    public void Dispose() => Nothing();

    // What usually happens, so that a test says only what is unusual.

    /// <summary>Its record is written and its grant read.</summary>
    public WorkerBench Joined(int slots = 2, GrantMode mode = GrantMode.Run, TimeSpan? validFor = null)
    {
        Written(Next<WorkerEffect.WriteRecord>());
        Granted(slots, mode, validFor);
        return this;
    }

    public void Written(WorkerEffect.WriteRecord effect) => Tell(worker => worker.RecordWritten(effect.Next, WriteAnswer.Written));

    public void Written(WorkerEffect.WriteChunk effect) => Tell(worker => worker.ChunkWritten(effect.Next, WriteAnswer.Written));

    public void Granted(int slots, GrantMode mode = GrantMode.Run, TimeSpan? validFor = null, long from = 0)
    {
        Next<WorkerEffect.ReadGrant>();
        var grant = new Grant { Worker = "w1-1", Slots = slots, Region = "local", Mode = mode, ValidFor = validFor ?? TimeSpan.FromMinutes(15), FromRenewal = from };
        Tell(worker => worker.GrantRead(new() { Run = Run, Version = ++BookVersion, LockEpoch = 1, Grants = [grant], CancelledPoints = CancelledPoints }, true));
    }

    /// <summary>Points that the next grant book cancels.</summary>
    public IndexSet CancelledPoints { get; set; } = IndexSet.Empty;

    /// <summary>The version of the last grant book.</summary>
    public long BookVersion { get; private set; }

    public void Hinted(params long[] numbers)
    {
        var pool = Next<WorkerEffect.TakeHints>().Pool;
        Tell(worker => worker.HintsTaken(pool, numbers, Now));
    }

    /// <summary>It joins and owns the first chunk. If it looks for more, it is kept waiting for an answer.</summary>
    public WorkerBench Working()
    {
        Joined();
        Hinted(0);
        var claim = Next<WorkerEffect.WriteChunk>();
        if (left.TryPeek(out var effect) && effect is WorkerEffect.TakeHints)
            left.Dequeue();
        Written(claim);
        return this;
    }

    public void Ended(long point, int exitCode = 0, double seconds = 5) => Tell(worker => worker.PointEnded(point, Attempt(exitCode, seconds), Now));

    public void EndedBy(long point, AttemptEnd end) => Tell(worker => worker.PointEnded(point, Attempt(0, 5) with { End = end, ExitCode = null }, Now));

    private AttemptRecord Attempt(int exitCode, double seconds) => new()
    {
        Number = 1,
        End = AttemptEnd.Exited,
        ExitCode = exitCode,
        StartedAt = Now.Utc,
        Elapsed = TimeSpan.FromSeconds(seconds),
    };
}
