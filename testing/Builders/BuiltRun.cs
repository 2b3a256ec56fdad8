using Muster.Chunks;
using Muster.Coordination;
using Muster.Points;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Testing.Builders;

/// <summary>A run in a <see cref="RunWorld"/>, whose story is told step by step.</summary>
/// <param name="world">The world.</param>
/// <param name="id">The run.</param>
public sealed class BuiltRun(RunWorld world, RunId id)
{
    /// <summary>The worker that the steps speak of.</summary>
    public const string Worker = "w1";

    /// <summary>The run's id.</summary>
    public RunId Id => id;

    /// <summary>The record as it is now.</summary>
    public async Task<RunRecord> RecordAsync() => await world.Store.GetRunAsync(id) ?? throw new InvalidOperationException($"Run {id} is gone.");

    /// <summary>Changes the record.</summary>
    public async Task ChangeAsync(Func<RunRecord, RunRecord> change)
    {
        var run = await RecordAsync();
        await WriteAsync(change(run) with { Version = run.Version + 1, UpdatedAt = world.Time.GetUtcNow() });
    }

    /// <summary>An engine takes the lock and starts the run.</summary>
    public async Task StartAsync()
    {
        var locked = (await RecordAsync()).TakeLock("engine", TimeSpan.FromSeconds(30), world.Time.GetUtcNow());
        await WriteAsync(locked);
        await WriteAsync(locked.Report(locked.Lock!.Epoch, new(RunState.InProgress, locked.Progress, 0, null), world.Time.GetUtcNow()));
    }

    /// <summary>A worker says how many points it runs.</summary>
    public async Task WorkAsync(int running, int slots = 2)
    {
        var key = new WorkerKey(id, Worker);
        var before = await world.Store.GetWorkerAsync(key);
        var round = (await RecordAsync()).Round.Number;
        await world.Store.WriteAsync(new WorkerRecord
        {
            Key = key,
            Version = (before?.Version ?? 0) + 1,
            Phase = WorkerPhase.Working,
            Renewals = (before?.Renewals ?? 0) + 1,
            Lease = TimeSpan.FromSeconds(30),
            Instance = "this-machine",
            Region = "local",
            Round = round,
            Slots = slots,
            Running = running,
        });
    }

    /// <summary>A worker claims a point's chunk.</summary>
    public Task ClaimAsync(long point) => ChunkAsync(point, chunk => chunk with { Owner = Worker, Epoch = chunk.Epoch + 1 });

    /// <summary>A point ends in this round, after attempts; its chunk is free or closed then.</summary>
    /// <param name="point">The point.</param>
    /// <param name="state">How it ended; <see cref="PointState.Pending"/>: it waits for another attempt.</param>
    /// <param name="attempts">Its attempts in this round.</param>
    public Task EndAsync(long point, PointState state, params AttemptRecord[] attempts) => SetAsync(point, new() { State = state, Attempts = attempts });

    /// <summary>A point's line becomes another.</summary>
    public async Task SetAsync(long point, PointEntry entry)
    {
        var (_, _, offset) = Place(await RecordAsync(), point);
        await ChunkAsync(point, chunk =>
        {
            var entries = chunk.Entries.ToArray();
            entries[offset] = entry;
            return chunk with { Entries = entries, Owner = null };
        });
    }

    /// <summary>A point's line changes; who has its chunk stays.</summary>
    public async Task ChangeAsync(long point, Func<PointEntry, PointEntry> change)
    {
        var (_, _, offset) = Place(await RecordAsync(), point);
        await ChunkAsync(point, chunk =>
        {
            var entries = chunk.Entries.ToArray();
            entries[offset] = change(entries[offset]);
            return chunk with { Entries = entries };
        });
    }

    /// <summary>The coordinator counts all closed chunks and reports.</summary>
    /// <param name="state">The state that it reports.</param>
    /// <param name="reason">The reason; null: what the end itself gives.</param>
    public async Task ReportAsync(RunState state, WaitReason? reason = null)
    {
        var run = await RecordAsync();
        var (counted, counts) = (new List<Sets.IndexSet>(), default(PointCounts));
        foreach (var pool in run.Round.Pools)
        {
            var chunks = await world.Store.ListChunksAsync(new(id, run.Round.Number, pool.Number), 0, pool.ChunkCount, int.MaxValue);
            var closed = chunks.Where(chunk => chunk.IsClosed).ToList();
            counted.Add(Sets.IndexSet.Of(closed.Select(chunk => chunk.Key.Number)));
            counts = closed.Aggregate(counts, (sum, chunk) => sum + chunk.Counts);
        }

        reason ??= state.IsTerminal() ? RunEnd.Reason(run, run.Settled + counts, state) : null;
        await WriteAsync(run.Report(run.Lock!.Epoch, new(state, new(counted, counts), run.SpentUsd, reason), world.Time.GetUtcNow()));
    }

    /// <summary>An attempt that exited.</summary>
    public AttemptRecord Attempt(int exitCode = 0, int number = 1, string? result = null, (string Out, string Error)? output = null) => new()
    {
        Number = number,
        End = AttemptEnd.Exited,
        ExitCode = exitCode,
        StartedAt = world.Time.GetUtcNow(),
        Elapsed = TimeSpan.FromSeconds(1.5),
        CpuTime = TimeSpan.FromSeconds(0.25),
        PeakMemoryBytes = 2 << 20,
        Worker = Worker,
        Result = result is null ? null : world.Outputs.KeepResult(result),
        Output = output is { } wrote ? world.Outputs.KeepOutput(wrote.Out, wrote.Error) : null,
    };

    private static (PoolPlan Pool, long Chunk, int Offset) Place(RunRecord run, long point) =>
        run.Round.Find(point) ?? throw new InvalidOperationException($"Round {run.Round.Number} does not run point {point}.");

    private async Task ChunkAsync(long point, Func<ChunkRecord, ChunkRecord> change)
    {
        var run = await RecordAsync();
        var (pool, number, _) = Place(run, point);
        var key = new ChunkKey(id, run.Round.Number, pool.Number, number);
        var before = await world.Store.GetChunkAsync(key)
            ?? new() { Key = key, Version = 0, Epoch = 0, Entries = [.. Enumerable.Repeat(PointEntry.New, pool.SizeOf(number))] };
        var written = await world.Store.WriteAsync(change(before) with { Version = before.Version + 1 });
        if (written != Muster.Stores.WriteAnswer.Written)
            throw new InvalidOperationException($"Chunk {key} was changed by another.");
    }

    private async Task WriteAsync(RunRecord next)
    {
        if (await world.Store.WriteAsync(next) != Muster.Stores.WriteAnswer.Written)
            throw new InvalidOperationException($"Run {id} was changed by another.");
    }
}
