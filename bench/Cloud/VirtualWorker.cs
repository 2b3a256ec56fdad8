using Muster.Fleet;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Simulation.Time;
using Muster.Workers;

namespace Muster.Bench.Cloud;

/// <summary>
/// A worker on its instance, in virtual time: the real one of <c>core</c> with the pace of agents on a platform, over the real store. As there, outcomes wait until the packs of output and
/// results that they name are uploaded, one pack of each every 2 seconds at most (<c>agent/Points/PointUpload</c>).
/// </summary>
internal sealed class VirtualWorker
{
    private static readonly TimeSpan OneWay = TimeSpan.FromMilliseconds(5), PackSpacing = TimeSpan.FromSeconds(2);
    private readonly VirtualPlatform platform;
    private readonly Worker worker;
    private readonly Action over;
    private TimeSpan wakeAt = TimeSpan.MaxValue;
    private TimeSpan packedAt = -PackSpacing;
    private bool hasOutput, isOver;

    /// <summary>Begins its life.</summary>
    public VirtualWorker(VirtualPlatform platform, RunRecord run, LaunchIntent intent, Action over)
    {
        (this.platform, this.over) = (platform, over);
        var place = new WorkerPlace(intent.Instance!, intent.Region, intent.Slots);
        worker = new(new(new(run.Id, intent.Key.Token), run.Round, place, static (_, _) => null, VirtualPlatform.WorkerPolicy), Clock.Moment);
        Tell(static _ => { });
    }

    private SimClock Clock => platform.Clock;

    private SimWorld World => platform.World;

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
            over();
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
        var (store, key) = (platform.Records, worker.Key);
        switch (effect)
        {
            case WorkerEffect.StartPoint(var order):
                Start(order);
                break;
            case WorkerEffect.WriteChunk(var next):
                AfterPacks(next.Entries.Any(entry => entry.Attempts.Count > 0), () => Ask(() => store.WriteAsync(next), (worker, answer) => worker.ChunkWritten(next, answer)));
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
                Ask(
                    async () =>
                    {
                        await store.AddHintsAsync(chunk.PoolKey, [chunk.Number]);
                        return true;
                    },
                    static (_, _) => { });
                break;
            default:
                throw BenchException.Of($"Not in a run in which nothing goes wrong: {effect}.");
        }
    }

    private void Ask<T>(Func<Task<T>> call, Action<Worker, T> answered) => World.After(OneWay, () =>
    {
        var answer = call().GetAwaiter().GetResult();
        World.After(OneWay, () => Tell(worker => answered(worker, answer)));
    });

    private void AfterPacks(bool namesOutput, Action write)
    {
        if (!namesOutput || !hasOutput)
        {
            write();
            return;
        }

        var wait = packedAt + PackSpacing - World.Now;
        World.After(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, () =>
        {
            if (hasOutput)
            {
                hasOutput = false;
                packedAt = World.Now;
                platform.Blobs.CountPuts(platform.Plan.ObjectsPerPack);
            }

            write();
        });
    }

    private void Start(StartOrder order)
    {
        var takes = platform.Plan.Duration * (0.8 + 0.4 * World.Chance.Next());
        var began = Clock.GetUtcNow();
        for (var told = platform.Plan.TellsEvery; told < takes; told += platform.Plan.TellsEvery)
            platform.Blobs.CountPuts(1);
        World.After(takes, () =>
        {
            hasOutput = true;
            Tell(worker => worker.PointEnded(order.Point, AttemptOf(order, began, takes), Clock.Moment));
        });
    }

    /// <summary>All that an attempt has to say, with output of its own.</summary>
    private AttemptRecord AttemptOf(StartOrder order, DateTimeOffset began, TimeSpan takes) => new()
    {
        Number = order.Attempt,
        End = AttemptEnd.Exited,
        StartedAt = began,
        Elapsed = takes,
        ExitCode = 0,
        CpuTime = takes / 2,
        PeakMemoryBytes = 2_000_000 + World.Chance.Between(0, 1_000) * 4_096,
        Slot = order.Slot,
        Worker = worker.Key.Worker,
        Output = $"logs/{worker.Key.Worker}/out-{order.Slot}-000017.pack#{order.Point * 137}-{(order.Point * 137) + 118}",
    };
}
