using Muster.Chunks;
using Muster.Grants;
using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Specs.Submission;
using Muster.Stores;
using Muster.Sweeps;
using Muster.Testing.Blobs;
using Muster.Testing.Time;
using Muster.Workers;

namespace Muster.Tests.Aws.Store.Billing;

/// <summary>What people, workers and coordinators do through the store, each apart, so that it can be counted.</summary>
/// <param name="store">The store.</param>
internal sealed class StoreScript(IRunStore store)
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualTime time = new(s_noon);

    public static readonly PoolKey Pool = new(CapacityRun.Run, 1, 0);

    public Task SubmitAsync()
    {
        var spec = new SweepSpec { Name = "script", Command = "true", Grid = [new("x", [.. Enumerable.Range(0, 1_000).Select(i => new ParameterValue($"{i}"))])] };
        return new Submitter(store, new InMemoryBlobStore(), time).SubmitAsync(new(spec, new(spec, null), "script"));
    }

    public async Task ClaimAsync()
    {
        await store.TakeHintsAsync(Pool, 1, 1_000);
        await store.WriteAsync(Chunk(0));
    }

    /// <summary>All 64 outcomes of a claimed chunk at once, which closes it.</summary>
    public Task<WriteAnswer> FinishAsync() => store.WriteAsync(Chunk(0) with { Version = 2, Owner = null, Entries = Outcomes });

    /// <summary>A worker's record again, and its grant; the book holds 200.</summary>
    public async Task RenewAsync()
    {
        await store.WriteAsync(Worker("w1-1", 2));
        await store.GetGrantBookAsync(CapacityRun.Run);
    }

    public async Task JoinAsync()
    {
        await store.WriteAsync(new GrantBook { Run = CapacityRun.Run, Version = 1, LockEpoch = 1, Grants = [.. Enumerable.Range(1, 200).Select(number => Grant($"w1-{number}"))] });
        await store.WriteAsync(Worker("w1-1", 1));
    }

    /// <summary>A run half done: half of the chunks are counted, 400 are owned by 200 workers.</summary>
    public async Task BeHalfDoneAsync(long points)
    {
        var run = CapacityRun.Submission(points, s_noon);
        var pool = run.Round.Pools[0];
        var counted = pool.ChunkCount / 2;
        await store.WriteAsync(run);
        var locked = run.TakeLock("engine", TimeSpan.FromSeconds(30), s_noon);
        await store.WriteAsync(locked);
        await store.WriteAsync(locked.Report(1, new(RunState.InProgress, new([IndexSet.FirstOf(counted)], new(counted * pool.Stride, 0, 0)), 0, null), s_noon));
        for (var worker = 1; worker <= 200; worker++)
        {
            await store.WriteAsync(Worker($"w1-{worker}", 1));
            foreach (var number in new[] { counted + worker - 1, counted + worker + 199 })
                await store.WriteAsync(Chunk(number, pool.SizeOf(number)));
        }
    }

    public Task<RunStatus> StatusAsync() => new StatusReader(store, time).ReadAsync(CapacityRun.Run);

    /// <summary>A little of everything else.</summary>
    public async Task LookAroundAsync()
    {
        await store.ListRunsAsync(new());
        await store.ListRunsWantingWorkAsync(10);
        await store.ListChunksAsync(Pool, 0, 999, 200);
        await store.AddHintsAsync(Pool, [0]);
        await store.TakeHintsAsync(Pool, 2, 1_000);
        await store.GetHintsAsync(Pool);
        await store.WriteAsync(Chunk(0) with { Version = 2 });
        await store.WriteAsync(Worker("w1-1", 3) with { Phase = WorkerPhase.Ended });
        await store.ListWorkersAsync(CapacityRun.Run);
        await store.ListOpenIntentsAsync(CapacityRun.Run);
        await store.GetWorkerAsync(new(CapacityRun.Run, "nobody"));
    }

    private static IReadOnlyList<PointEntry> Outcomes { get; } =
    [
        .. Enumerable.Range(0, 64).Select(point => new PointEntry
        {
            State = PointState.Succeeded,
            Attempts =
            [
                new()
                {
                    Number = 1,
                    End = AttemptEnd.Exited,
                    StartedAt = s_noon.AddMilliseconds(point * 7.31),
                    Elapsed = TimeSpan.FromMilliseconds(10 + (point % 13 * 0.173)),
                    ExitCode = 0,
                    CpuTime = TimeSpan.FromMilliseconds(4 + (point % 11 * 0.119)),
                    PeakMemoryBytes = 2_000_000 + (point * 37 % 512 * 4_096),
                    Slot = point % 4,
                    Worker = "w1-1",
                    Output = $"s3://muster-capacity-123456789012-us-east-1/runs/{CapacityRun.Run}/1/w1-1/out-{point % 4}.pack#{point * 137}-{(point * 137) + 118}",
                },
            ],
        }),
    ];

    private static ChunkRecord Chunk(long number, int size = 64) => new()
    {
        Key = Pool.Chunk(number),
        Version = 1,
        Epoch = 1,
        Owner = "w1-1",
        Entries = [.. Enumerable.Repeat(PointEntry.New, size)],
    };

    private static WorkerRecord Worker(string name, long version) => new()
    {
        Key = new(CapacityRun.Run, name),
        Version = version,
        Phase = WorkerPhase.Working,
        Renewals = version,
        Lease = TimeSpan.FromSeconds(30),
        Instance = "i-0123456789abcdef0",
        Region = "us-east-1",
        Round = 1,
        Slots = 4,
        Running = 4,
    };

    private static Grant Grant(string worker) => new() { Worker = worker, Slots = 4, Region = "us-east-1", ValidFor = TimeSpan.FromMinutes(15), UsdPerHour = 0.1m, ReservedUsd = 0.0351m };
}
