using System.Text.Json.Nodes;
using Muster.Chunks;
using Muster.Fleet;
using Muster.Grants;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Bench.Cloud;

/// <summary>
/// A run of a million points in a store, half done, on 100 workers of 4 slots, as a coordinator finds it: one chunk in work for each slot. Between two ticks every worker renews its record, and a pace at
/// which the whole run would take an hour closes chunks and claims others.
/// </summary>
internal sealed class MillionPoints(IRunStore store)
{
    /// <summary>The execution that holds the run's lock.</summary>
    public const string Owner = "bench-0";

    private const long Points = 1_000_000;
    private const int Workers = 100, Slots = 4, ChunksPerTick = 260, AtOnce = 16;
    /// <summary>Ticks until its other half is claimed, too.</summary>
    public const int MostTicks = ((int)(Points / 64 / 2) - (Workers * Slots)) / ChunksPerTick;

    private const string Region = "us-east-1";
    private static readonly PoolPlan Chunks = new() { Number = 0, Points = IndexSet.FirstOf(Points), Stride = StridePolicy.For(Points) };
    private readonly Queue<long> claimed = new();
    private long renewals = 1;

    /// <summary>The run.</summary>
    public static RunId Run { get; } = RunId.FromToken("million");

    private static PoolKey Pool { get; } = new(Run, 1, Chunks.Number);

    /// <summary>What the last tick answered.</summary>
    public JsonObject Plan { get; set; } = new() { ["tick"] = 1, ["clock"] = 60_000, ["memory"] = null };

    /// <summary>What the next tick is given.</summary>
    public string Input => new JsonObject
    {
        ["run"] = Run.Value, ["owner"] = Owner, ["tick"] = Plan["tick"]!.DeepClone(), ["clock"] = Plan["clock"]!.DeepClone(), ["memory"] = Plan["memory"]?.DeepClone(),
    }.ToJsonString();

    private async Task WriteAsync()
    {
        var (now, counted) = (TimeProvider.System.GetUtcNow(), Chunks.ChunkCount / 2);
        await MustAsync(store.WriteAsync(new RunRecord
        {
            Id = Run, Version = 1, Name = "million", SpecDigest = new('a', 64), SpecUri = "s3://muster-bench/spec.json", State = RunState.Ready, PointCount = Points,
            MaxConcurrent = Workers * Slots, Round = new(1, [Chunks]), CreatedAt = now, UpdatedAt = now,
        }));
        var run = await store.GetRunAsync(Run);
        await MustAsync(store.WriteAsync(run! with
        {
            Version = 2, State = RunState.InProgress, StartedAt = now, Lock = new(Owner, 1, 1, TimeSpan.FromMinutes(12)),
            Progress = new([IndexSet.FirstOf(counted)], new(counted * Chunks.Stride, 0, 0)),
        }));
        await MustAsync(store.WriteAsync(new GrantBook { Run = Run, Version = 1, LockEpoch = 1, NextWorker = Workers + 1, Grants = [.. Enumerable.Range(1, Workers).Select(GrantOf)] }));
        await RenewAsync();
        for (var taken = 0L; taken < counted;)
            taken += (await store.TakeHintsAsync(Pool, (int)Math.Min(1000, counted - taken), Chunks.ChunkCount)).Count;
        await ClaimAsync(Workers * Slots);
    }

    /// <summary>A minute goes by; at first, all that was before.</summary>
    public async Task GoOnAsync()
    {
        if (claimed.Count == 0)
            await WriteAsync();
        await RenewAsync();
        await ManyAsync([.. Enumerable.Range(0, ChunksPerTick).Select(_ => claimed.Dequeue())], number => store.WriteAsync(Chunk(number, 2, null, Chunks.EntriesOf(number, Ended))));
        await ClaimAsync(ChunksPerTick);
    }

    private static string NameOf(int worker) => $"w{worker}-1";

    private static Grant GrantOf(int worker) => new() { Worker = NameOf(worker), Slots = Slots, Region = Region, ValidFor = TimeSpan.FromMinutes(20), UsdPerHour = 0.07m, ReservedUsd = 0.0351m };

    private static ChunkRecord Chunk(long number, long version, string? owner, IReadOnlyList<PointEntry> entries) =>
        new() { Key = Pool.Chunk(number), Version = version, Epoch = 1, Owner = owner, Entries = entries };

    private static PointEntry Ended(int point) => new()
    {
        State = PointState.Succeeded,
        Attempts =
        [
            new()
            {
                Number = 1, End = AttemptEnd.Exited, ExitCode = 0, StartedAt = DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(point * 7), Elapsed = TimeSpan.FromMilliseconds(103 + point),
                CpuTime = TimeSpan.FromMilliseconds(52), PeakMemoryBytes = 3_000_000 + (point * 4096L), Slot = point % Slots, Worker = NameOf(1), Output = $"logs/w1-1/out-{point % Slots}-000017.pack#{point * 137}-{(point * 137) + 118}",
            },
        ],
    };

    private static async Task MustAsync(Task<WriteAnswer> writing)
    {
        if (await writing != WriteAnswer.Written)
            throw BenchException.Of("A write was refused.");
    }

    private static async Task ManyAsync(IReadOnlyList<long> numbers, Func<long, Task<WriteAnswer>> write)
    {
        foreach (var batch in numbers.Chunk(AtOnce))
            await Task.WhenAll(batch.Select(number => MustAsync(write(number))));
    }

    private async Task RenewAsync()
    {
        await ManyAsync([.. Enumerable.Range(1, Workers).Select(worker => (long)worker)], worker => store.WriteAsync(new WorkerRecord
        {
            Key = new(Run, NameOf((int)worker)), Version = renewals, Renewals = renewals, Phase = WorkerPhase.Working, Lease = TimeSpan.FromSeconds(30), Instance = $"i-0123456789abc{worker:x4}",
            Region = Region, Round = 1, Slots = Slots, Running = Slots, Age = TimeSpan.FromMinutes(renewals),
        }));
        renewals++;
    }

    private async Task ClaimAsync(int chunks)
    {
        var numbers = new List<long>();
        while (numbers.Count < chunks)
        {
            var taken = await store.TakeHintsAsync(Pool, chunks - numbers.Count, Chunks.ChunkCount);
            if (taken.Count == 0)
                throw BenchException.Of($"After {renewals} minutes the run has no chunks left to claim. Measure at most {MostTicks} ticks.");
            numbers.AddRange(taken);
        }

        await ManyAsync(numbers, number => store.WriteAsync(Chunk(number, 1, NameOf((int)(number % Workers) + 1), Chunks.EntriesOf(number, static _ => PointEntry.New))));
        numbers.ForEach(claimed.Enqueue);
    }
}

file static class Entries
{
    public static IReadOnlyList<PointEntry> EntriesOf(this PoolPlan plan, long chunk, Func<int, PointEntry> entry) =>
        [.. Enumerable.Range(0, (int)Math.Min(plan.Stride, plan.Points.Count - (chunk * plan.Stride))).Select(entry)];
}
