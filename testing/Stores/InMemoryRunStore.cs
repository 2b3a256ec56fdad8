using Muster.Chunks;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Testing.Stores;

/// <summary>The records in memory, for tests: every rule of the port, nothing durable. Safe to use from many threads at once.</summary>
public sealed class InMemoryRunStore : IRunStore
{
    private readonly Lock gate = new();

    private readonly VersionedTable<RunId, RunRecord> runs = Json(Comparer<RunId>.Default, run => run.Id, RecordJson.Write, bytes => RecordJson.ReadRun(bytes));

    private readonly VersionedTable<ChunkKey, ChunkRecord> chunks =
        new(By<ChunkKey>(key => (key.Run, key.Round, key.Pool, key.Number)), chunk => chunk.Key, StoredChunk.Write, StoredChunk.Read);

    private readonly VersionedTable<WorkerKey, WorkerRecord> workers =
        Json(By<WorkerKey>(key => (key.Run, new RunId(key.Worker))), worker => worker.Key, RecordJson.Write, bytes => RecordJson.ReadWorker(bytes));

    private readonly VersionedTable<RunId, GrantBook> grants = Json(Comparer<RunId>.Default, book => book.Run, RecordJson.Write, bytes => RecordJson.ReadGrantBook(bytes));

    private readonly VersionedTable<IntentKey, LaunchIntent> intents =
        Json(By<IntentKey>(key => (key.Run, new RunId(key.Token))), intent => intent.Key, RecordJson.Write, bytes => RecordJson.ReadIntent(bytes));

    private readonly Dictionary<PoolKey, ClaimHints> hints = [];

    /// <inheritdoc />
    public Task<RunRecord?> GetRunAsync(RunId id, CancellationToken cancel = default) => Read(() => runs.Find(id), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(RunRecord next, CancellationToken cancel = default) => Write(runs, next, cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel = default) => List(
        () => runs.Where(id => query.IdPrefix is null || id.Value.StartsWith(query.IdPrefix, StringComparison.Ordinal))
            .Where(run => query.Name is null || run.Name == query.Name)
            .Where(run => query.State is null || run.State == query.State)
            .Where(run => query.Before is null || run.CreatedAt < query.Before)
            .OrderByDescending(run => run.CreatedAt)
            .Take(query.Most),
        cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<RunRecord>> ListRunsWantingWorkAsync(int most, CancellationToken cancel = default) => List(
        () => runs.Where(_ => true).Where(run => run.WantsWork).OrderBy(run => run.Priority).ThenBy(run => run.CreatedAt).Take(most), cancel);

    /// <inheritdoc />
    public Task<ChunkRecord?> GetChunkAsync(ChunkKey key, CancellationToken cancel = default) => Read(() => chunks.Find(key), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(ChunkRecord next, CancellationToken cancel = default) => Write(chunks, next, cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<ChunkRecord>> ListChunksAsync(PoolKey pool, long first, long last, int most, CancellationToken cancel = default) =>
        List(() => chunks.Where(key => key.PoolKey == pool && key.Number >= first && key.Number <= last).Take(most), cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<long>> TakeHintsAsync(PoolKey pool, int most, long chunkCount, CancellationToken cancel = default) => Read(
        () =>
        {
            var (left, taken) = HintsOf(pool).Take(most, chunkCount);
            hints[pool] = left;
            return taken;
        },
        cancel);

    /// <inheritdoc />
    public Task AddHintsAsync(PoolKey pool, IReadOnlyList<long> numbers, CancellationToken cancel = default) =>
        Read(() => hints[pool] = HintsOf(pool).Add(numbers), cancel);

    /// <inheritdoc />
    public Task<ClaimHints> GetHintsAsync(PoolKey pool, CancellationToken cancel = default) => Read(() => HintsOf(pool), cancel);

    /// <inheritdoc />
    public Task<WorkerRecord?> GetWorkerAsync(WorkerKey key, CancellationToken cancel = default) => Read(() => workers.Find(key), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(WorkerRecord next, CancellationToken cancel = default) => Write(workers, next, cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<WorkerRecord>> ListWorkersAsync(RunId run, CancellationToken cancel = default) =>
        List(() => workers.Where(key => key.Run == run).Where(worker => worker.Phase != WorkerPhase.Ended), cancel);

    /// <inheritdoc />
    public Task<GrantBook?> GetGrantBookAsync(RunId run, CancellationToken cancel = default) => Read(() => grants.Find(run), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(GrantBook next, CancellationToken cancel = default) => Write(grants, next, cancel);

    /// <inheritdoc />
    public Task<LaunchIntent?> GetIntentAsync(IntentKey key, CancellationToken cancel = default) => Read(() => intents.Find(key), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(LaunchIntent next, CancellationToken cancel = default) => Write(intents, next, cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<LaunchIntent>> ListOpenIntentsAsync(RunId run, CancellationToken cancel = default) =>
        List(() => intents.Where(key => key.Run == run).Where(intent => intent.IsOpen), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> RemoveAsync(RunRecord run, CancellationToken cancel = default)
    {
        RunRemoval.Require(run);
        return Read(
            () =>
            {
                if (runs.Find(run.Id) is { } own && own.Version != run.Version)
                    return WriteAnswer.Refused;
                chunks.RemoveWhere(key => key.Run == run.Id);
                foreach (var pool in hints.Keys.Where(pool => pool.Run == run.Id).ToList())
                    hints.Remove(pool);
                workers.RemoveWhere(key => key.Run == run.Id);
                intents.RemoveWhere(key => key.Run == run.Id);
                grants.RemoveWhere(id => id == run.Id);
                runs.RemoveWhere(id => id == run.Id);
                return WriteAnswer.Written;
            },
            cancel);
    }

    private static VersionedTable<TKey, TRecord> Json<TKey, TRecord>(IComparer<TKey> order, Func<TRecord, TKey> keyOf, Func<TRecord, byte[]> write, Func<byte[], TRecord> read)
        where TKey : notnull
        where TRecord : class, IVersioned =>
        new(order, keyOf, write, (_, _, bytes) => read(bytes));

    private static Comparer<TKey> By<TKey>(Func<TKey, IComparable> sortKey) =>
        Comparer<TKey>.Create((left, right) => sortKey(left).CompareTo(sortKey(right)));

    private ClaimHints HintsOf(PoolKey pool) => hints.GetValueOrDefault(pool, ClaimHints.None);

    private Task<WriteAnswer> Write<TKey, TRecord>(VersionedTable<TKey, TRecord> table, TRecord next, CancellationToken cancel)
        where TKey : notnull
        where TRecord : class, IVersioned
    {
        var bytes = table.BytesOf(next);
        return Read(() => table.Write(next, bytes), cancel);
    }

    private Task<IReadOnlyList<T>> List<T>(Func<IEnumerable<T>> records, CancellationToken cancel) =>
        Read<IReadOnlyList<T>>(() => [.. records()], cancel);

    private Task<T> Read<T>(Func<T> look, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled<T>(cancel);
        lock (gate)
            return Task.FromResult(look());
    }
}
