using Muster.Chunks;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Functions.Stores;

/// <summary>
/// A store for one tick: each call ends at the tick's deadline, whatever token it is called with, and the run, its grant book and who works
/// are remembered as they were last read or written, for what belongs to the same tick.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="deadline">The tick's deadline.</param>
internal sealed class TickStore(IRunStore store, CancellationToken deadline) : IRunStore
{
    private readonly HashSet<string> working = new(StringComparer.Ordinal);

    /// <summary>The run; null: it was not read yet.</summary>
    public RunRecord? Run { get; private set; }

    /// <summary>Its grant book; null: it was not read yet, or there is none.</summary>
    public GrantBook? Book { get; private set; }

    /// <summary>The workers that work, as far as is known: those that were read, without those that were written otherwise since.</summary>
    public IReadOnlySet<string> Working => working;

    /// <inheritdoc />
    public async Task<RunRecord?> GetRunAsync(RunId id, CancellationToken cancel = default) =>
        await store.GetRunAsync(id, deadline) is { } run ? (Run is null || Run.Id == id ? Run = run : run) : null;

    /// <inheritdoc />
    public async Task<WriteAnswer> WriteAsync(RunRecord next, CancellationToken cancel = default)
    {
        var answer = await store.WriteAsync(next, deadline);
        if (answer == WriteAnswer.Written)
            Run = next;
        return answer;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel = default) => store.ListRunsAsync(query, deadline);

    /// <inheritdoc />
    public Task<IReadOnlyList<RunRecord>> ListRunsWantingWorkAsync(int most, CancellationToken cancel = default) => store.ListRunsWantingWorkAsync(most, deadline);

    /// <inheritdoc />
    public Task<ChunkRecord?> GetChunkAsync(ChunkKey key, CancellationToken cancel = default) => store.GetChunkAsync(key, deadline);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(ChunkRecord next, CancellationToken cancel = default) => store.WriteAsync(next, deadline);

    /// <inheritdoc />
    public Task<IReadOnlyList<ChunkRecord>> ListChunksAsync(PoolKey pool, long first, long last, int most, CancellationToken cancel = default) =>
        store.ListChunksAsync(pool, first, last, most, deadline);

    /// <inheritdoc />
    public Task<IReadOnlyList<long>> TakeHintsAsync(PoolKey pool, int most, long chunkCount, CancellationToken cancel = default) =>
        store.TakeHintsAsync(pool, most, chunkCount, deadline);

    /// <inheritdoc />
    public Task AddHintsAsync(PoolKey pool, IReadOnlyList<long> numbers, CancellationToken cancel = default) => store.AddHintsAsync(pool, numbers, deadline);

    /// <inheritdoc />
    public Task<ClaimHints> GetHintsAsync(PoolKey pool, CancellationToken cancel = default) => store.GetHintsAsync(pool, deadline);

    /// <inheritdoc />
    public Task<WorkerRecord?> GetWorkerAsync(WorkerKey key, CancellationToken cancel = default) => store.GetWorkerAsync(key, deadline);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(WorkerRecord next, CancellationToken cancel = default)
    {
        working.Remove(next.Key.Worker);
        return store.WriteAsync(next, deadline);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<WorkerRecord>> ListWorkersAsync(RunId run, CancellationToken cancel = default)
    {
        var workers = await store.ListWorkersAsync(run, deadline);
        working.Clear();
        working.UnionWith(workers.Where(worker => worker.Phase == WorkerPhase.Working).Select(worker => worker.Key.Worker));
        return workers;
    }

    /// <inheritdoc />
    public async Task<GrantBook?> GetGrantBookAsync(RunId run, CancellationToken cancel = default) => Book = await store.GetGrantBookAsync(run, deadline);

    /// <inheritdoc />
    public async Task<WriteAnswer> WriteAsync(GrantBook next, CancellationToken cancel = default)
    {
        var answer = await store.WriteAsync(next, deadline);
        if (answer == WriteAnswer.Written)
            Book = next;
        return answer;
    }

    /// <inheritdoc />
    public Task<LaunchIntent?> GetIntentAsync(IntentKey key, CancellationToken cancel = default) => store.GetIntentAsync(key, deadline);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(LaunchIntent next, CancellationToken cancel = default) => store.WriteAsync(next, deadline);

    /// <inheritdoc />
    public Task<IReadOnlyList<LaunchIntent>> ListOpenIntentsAsync(RunId run, CancellationToken cancel = default) => store.ListOpenIntentsAsync(run, deadline);

    /// <inheritdoc />
    public Task<WriteAnswer> RemoveAsync(RunRecord run, CancellationToken cancel = default) => store.RemoveAsync(run, deadline);
}
