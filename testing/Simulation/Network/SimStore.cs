using Muster.Chunks;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Stores;
using Muster.Testing.Simulation.Time;
using Muster.Workers;

namespace Muster.Testing.Simulation.Network;

/// <summary>The records as one actor reaches them over the network.</summary>
internal sealed class SimStore(SimRecords records, SimNetwork network, SimActor actor, StoreHealth health) : IRunStore
{
    public Task<RunRecord?> GetRunAsync(RunId id, CancellationToken cancel = default) =>
        Read("reads run", id, () => records.Run(id));

    public Task<WriteAnswer> WriteAsync(RunRecord next, CancellationToken cancel = default) =>
        Write("writes run", next, () => records.Write(actor.Name, next));

    public Task<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel = default) =>
        List("lists runs", null, () => records.ListRuns(query));

    public Task<IReadOnlyList<RunRecord>> ListRunsWantingWorkAsync(int most, CancellationToken cancel = default) =>
        List("lists work", null, () => records.RunsWantingWork(most));

    public Task<ChunkRecord?> GetChunkAsync(ChunkKey key, CancellationToken cancel = default) =>
        Read("reads chunk", key.Number, () => records.Chunk(key));

    public Task<WriteAnswer> WriteAsync(ChunkRecord next, CancellationToken cancel = default) =>
        Write("writes chunk", next, () => records.Write(actor.Name, next));

    public Task<IReadOnlyList<ChunkRecord>> ListChunksAsync(PoolKey pool, long first, long last, int most, CancellationToken cancel = default) =>
        List("lists chunks", first, () => records.Chunks(pool, first, last, most));

    public Task<IReadOnlyList<long>> TakeHintsAsync(PoolKey pool, int most, long chunkCount, CancellationToken cancel = default) =>
        Call("takes hints", most, () => records.TakeHints(pool, most, chunkCount), health.Fails);

    public async Task AddHintsAsync(PoolKey pool, IReadOnlyList<long> numbers, CancellationToken cancel = default) =>
        await Call("adds hints", numbers, () => records.AddHints(pool, numbers), health.Fails);

    public Task<ClaimHints> GetHintsAsync(PoolKey pool, CancellationToken cancel = default) =>
        Call("reads hints", pool.Pool, () => records.Hints(pool), 0);

    public Task<WorkerRecord?> GetWorkerAsync(WorkerKey key, CancellationToken cancel = default) =>
        Read("reads worker", key.Worker, () => records.Worker(key));

    public Task<WriteAnswer> WriteAsync(WorkerRecord next, CancellationToken cancel = default) =>
        Write("writes worker", next, () => records.Write(actor.Name, next));

    public Task<IReadOnlyList<WorkerRecord>> ListWorkersAsync(RunId run, CancellationToken cancel = default) =>
        List("lists workers", null, () => records.Workers(run));

    public Task<GrantBook?> GetGrantBookAsync(RunId run, CancellationToken cancel = default) =>
        Read("reads book", null, () => records.Book(run));

    public Task<WriteAnswer> WriteAsync(GrantBook next, CancellationToken cancel = default) =>
        Write("writes book", next, () => records.Write(actor.Name, next));

    public Task<LaunchIntent?> GetIntentAsync(IntentKey key, CancellationToken cancel = default) =>
        Read("reads intent", key.Token, () => records.Intent(key));

    public Task<WriteAnswer> WriteAsync(LaunchIntent next, CancellationToken cancel = default) =>
        Write("writes intent", next, () => records.Write(actor.Name, next));

    public Task<IReadOnlyList<LaunchIntent>> ListOpenIntentsAsync(RunId run, CancellationToken cancel = default) =>
        List("lists intents", null, () => records.OpenIntents(run));

    public Task<WriteAnswer> RemoveAsync(RunRecord run, CancellationToken cancel = default) =>
        Write("removes run", run, () => records.Remove(run));

    private static StoreUnavailableException Unavailable() => new("The store did not answer; try again.");

    private Task<WriteAnswer> Write(string what, object thing, Func<WriteAnswer> serve) => Call(what, thing, serve, health.Fails);

    private Task<T?> Read<T>(string what, object? thing, Func<T?> serve)
        where T : class =>
        network.CallAsync(actor, what, thing, serve, UnknownIsNone ? null : Unavailable);

    private async Task<IReadOnlyList<T>> List<T>(string what, object? thing, Func<IReadOnlyList<T>> serve) =>
        await network.CallAsync<IReadOnlyList<T>?>(actor, what, thing, serve, UnknownIsNone ? null : Unavailable) ?? [];

    private Task<T> Call<T>(string what, object? thing, Func<T> serve, double failing) =>
        network.CallAsync(actor, what, thing, serve, Unavailable, failing);

    private bool UnknownIsNone => records.Mutation == SimMutation.UnknownRecordIsNone;
}

/// <summary>Whether the store can write.</summary>
internal sealed class StoreHealth
{
    /// <summary>Whether its disk is full: reads work, writes do not.</summary>
    public bool IsFull { get; set; }

    /// <summary>How probable it is that a write fails.</summary>
    public double Fails => IsFull ? 1 : 0;
}
