using Muster.Chunks;
using Muster.Fleet;
using Muster.Grants;
using Muster.Local.Store.Connections;
using Muster.Local.Store.Schema;
using Muster.Local.Store.Sqlite;
using Muster.Local.Store.Tables;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Local.Store;

/// <summary>
/// The records in one SQLite file. Several processes may use it at once; within a process all writes go through one
/// thread that commits what waits in groups. A write that was cancelled before it was begun did not happen.
/// </summary>
public sealed class SqliteRunStore : IRunStore, IDisposable
{
    private readonly ReaderPool readers;
    private readonly Writer writer;

    private SqliteRunStore(string path, StoreOptions options)
    {
        var presence = new StorePresence(path);
        readers = new(path, options, presence);
        writer = new(new(path, options), presence);
    }

    /// <summary>Opens the store of a directory; makes it, or brings it to this version, if need be.</summary>
    /// <param name="directory">The store's directory.</param>
    /// <param name="options">How it behaves; null: the defaults.</param>
    /// <exception cref="StoreProblemException">The store cannot be used: damaged, not writable, newer, or on a network file system.</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public static SqliteRunStore Open(StoreDirectory directory, StoreOptions? options = null)
    {
        options ??= new();
        directory.Create();
        try
        {
            var database = Database.Open(directory.StoreFile, create: true, options.BusyPatience);
            try
            {
                SchemaUpgrade.Apply(database, SchemaSql.Steps);
            }
            catch
            {
                database.Dispose();
                throw;
            }

            var store = new SqliteRunStore(directory.StoreFile, options);
            store.readers.Add(database);
            return store;
        }
        catch (SqliteException error)
        {
            throw error.Told();
        }
    }

    /// <inheritdoc />
    public Task<RunRecord?> GetRunAsync(RunId id, CancellationToken cancel = default) => Read(database => RunTable.Find(database, id), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(RunRecord next, CancellationToken cancel = default) => writer.WriteAsync(RunTable.Write(next), cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel = default) =>
        Read(database => RunTable.List(database, query), cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<RunRecord>> ListRunsWantingWorkAsync(int most, CancellationToken cancel = default) =>
        Read(database => RunTable.ListWantingWork(database, most), cancel);

    /// <inheritdoc />
    public Task<ChunkRecord?> GetChunkAsync(ChunkKey key, CancellationToken cancel = default) =>
        Read(database => ChunkTable.Find(database, key), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(ChunkRecord next, CancellationToken cancel = default) => writer.WriteAsync(ChunkTable.Write(next), cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<ChunkRecord>> ListChunksAsync(PoolKey pool, long first, long last, int most, CancellationToken cancel = default) =>
        Read(database => ChunkTable.List(database, pool, first, last, most), cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<long>> TakeHintsAsync(PoolKey pool, int most, long chunkCount, CancellationToken cancel = default) =>
        writer.WriteAsync(database => HintTable.Take(database, pool, most, chunkCount), cancel);

    /// <inheritdoc />
    public Task AddHintsAsync(PoolKey pool, IReadOnlyList<long> numbers, CancellationToken cancel = default) =>
        writer.WriteAsync(database => HintTable.Add(database, pool, numbers), cancel);

    /// <inheritdoc />
    public Task<ClaimHints> GetHintsAsync(PoolKey pool, CancellationToken cancel = default) => Read(database => HintTable.Find(database, pool), cancel);

    /// <inheritdoc />
    public Task<WorkerRecord?> GetWorkerAsync(WorkerKey key, CancellationToken cancel = default) =>
        Read(database => WorkerTable.Find(database, key), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(WorkerRecord next, CancellationToken cancel = default) => writer.WriteAsync(WorkerTable.Write(next), cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<WorkerRecord>> ListWorkersAsync(RunId run, CancellationToken cancel = default) =>
        Read(database => WorkerTable.ListNotEnded(database, run), cancel);

    /// <inheritdoc />
    public Task<GrantBook?> GetGrantBookAsync(RunId run, CancellationToken cancel = default) => Read(database => GrantTable.Find(database, run), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(GrantBook next, CancellationToken cancel = default) => writer.WriteAsync(GrantTable.Write(next), cancel);

    /// <inheritdoc />
    public Task<LaunchIntent?> GetIntentAsync(IntentKey key, CancellationToken cancel = default) => Read(database => IntentTable.Find(database, key), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(LaunchIntent next, CancellationToken cancel = default) => writer.WriteAsync(IntentTable.Write(next), cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<LaunchIntent>> ListOpenIntentsAsync(RunId run, CancellationToken cancel = default) =>
        Read(database => IntentTable.ListOpen(database, run), cancel);

    /// <inheritdoc />
    public async Task<WriteAnswer> RemoveAsync(RunRecord run, CancellationToken cancel = default)
    {
        RunRemoval.Require(run);
        int? removed;
        do
            removed = await writer.WriteAsync(database => Removal.RemoveChunks(database, run), cancel);
        while (removed == Removal.ChunksAtOnce);
        return removed is null ? WriteAnswer.Refused : await writer.WriteAsync(database => Removal.RemoveRest(database, run), cancel);
    }

    /// <summary>Writes that the writer has not begun.</summary>
    internal int Waiting => writer.Waiting;

    /// <summary>Commits what waits, then closes the file.</summary>
    public void Dispose()
    {
        writer.Dispose();
        readers.Dispose();
    }

    private Task<T> Read<T>(Func<Database, T> query, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled<T>(cancel);
        try
        {
            // On the caller's thread: a query takes microseconds, and a thread change would cost more.
            return Task.FromResult(readers.Read(query));
        }
        catch (Exception error) when (error is StoreProblemException or StoreUnavailableException)
        {
            return Task.FromException<T>(error);
        }
    }
}
