using Muster.Chunks;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Stores;

/// <summary>
/// The durable records. Each write is one conditional write of one record (see <see cref="IVersioned"/>) and is durable
/// when it is answered; reads see every write answered before. A call that throws <see cref="StoreUnavailableException"/>
/// may or may not have happened.
/// </summary>
public interface IRunStore
{
    /// <summary>A run; null when there is none.</summary>
    Task<RunRecord?> GetRunAsync(RunId id, CancellationToken cancel = default);

    /// <summary>Writes a run.</summary>
    Task<WriteAnswer> WriteAsync(RunRecord next, CancellationToken cancel = default);

    /// <summary>Runs, newest first.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancel">Ends the call.</param>
    Task<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel = default);

    /// <summary>Runs that are not terminal, most urgent first, then oldest first.</summary>
    /// <param name="most">1 or more.</param>
    /// <param name="cancel">Ends the call.</param>
    Task<IReadOnlyList<RunRecord>> ListRunsWantingWorkAsync(int most, CancellationToken cancel = default);

    /// <summary>A chunk; null when it was never claimed.</summary>
    Task<ChunkRecord?> GetChunkAsync(ChunkKey key, CancellationToken cancel = default);

    /// <summary>Writes a chunk.</summary>
    Task<WriteAnswer> WriteAsync(ChunkRecord next, CancellationToken cancel = default);

    /// <summary>The chunks of a pool that were ever claimed, by ascending number.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="first">The first number wanted, 0-based.</param>
    /// <param name="last">The last number wanted; at most the pool's last, because the cost may grow with the range and not only with what is found.</param>
    /// <param name="most">1 or more: the page's size.</param>
    /// <param name="cancel">Ends the call.</param>
    Task<IReadOnlyList<ChunkRecord>> ListChunksAsync(PoolKey pool, long first, long last, int most, CancellationToken cancel = default);

    /// <summary>Takes chunk numbers to try. Atomic; what is lost on the way back is found again by the coordinator.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="most">1 or more.</param>
    /// <param name="chunkCount">The pool's number of chunks.</param>
    /// <param name="cancel">Ends the call.</param>
    Task<IReadOnlyList<long>> TakeHintsAsync(PoolKey pool, int most, long chunkCount, CancellationToken cancel = default);

    /// <summary>Adds chunk numbers that are free again. Harmless when repeated.</summary>
    Task AddHintsAsync(PoolKey pool, IReadOnlyList<long> numbers, CancellationToken cancel = default);

    /// <summary>The hints of a pool, as they are.</summary>
    Task<ClaimHints> GetHintsAsync(PoolKey pool, CancellationToken cancel = default);

    /// <summary>A worker; null when there is none.</summary>
    Task<WorkerRecord?> GetWorkerAsync(WorkerKey key, CancellationToken cancel = default);

    /// <summary>Writes a worker.</summary>
    Task<WriteAnswer> WriteAsync(WorkerRecord next, CancellationToken cancel = default);

    /// <summary>The workers of a run that did not end: working or fenced.</summary>
    Task<IReadOnlyList<WorkerRecord>> ListWorkersAsync(RunId run, CancellationToken cancel = default);

    /// <summary>A run's grant book; null when none was written.</summary>
    Task<GrantBook?> GetGrantBookAsync(RunId run, CancellationToken cancel = default);

    /// <summary>Writes a grant book.</summary>
    Task<WriteAnswer> WriteAsync(GrantBook next, CancellationToken cancel = default);

    /// <summary>An intent; null when none was recorded.</summary>
    Task<LaunchIntent?> GetIntentAsync(IntentKey key, CancellationToken cancel = default);

    /// <summary>Writes an intent.</summary>
    Task<WriteAnswer> WriteAsync(LaunchIntent next, CancellationToken cancel = default);

    /// <summary>The intents of a run from which a worker may still come.</summary>
    Task<IReadOnlyList<LaunchIntent>> ListOpenIntentsAsync(RunId run, CancellationToken cancel = default);

    /// <summary>
    /// Removes all records of a run that is being deleted: what belongs to it first, its own record last, so that a removal that broke off
    /// leaves a run that can be removed again. What is not there is no error, and no more is its own record.
    /// </summary>
    /// <param name="run">The run as it was read; its rounds say where its chunks may be.</param>
    /// <param name="cancel">Ends the call; then some of the records are gone.</param>
    /// <returns><see cref="WriteAnswer.Refused"/>: its own record is of another version; nothing was removed.</returns>
    /// <exception cref="ArgumentException">The run is not being deleted.</exception>
    Task<WriteAnswer> RemoveAsync(RunRecord run, CancellationToken cancel = default);
}

/// <summary>Which runs to list.</summary>
public sealed record RunQuery
{
    /// <summary>Ids that start with this text; null: any.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>This name exactly; null: any.</summary>
    public string? Name { get; init; }

    /// <summary>This state; null: any.</summary>
    public RunState? State { get; init; }

    /// <summary>Only runs created before this time (the last one of the page before); null: from the newest.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The page's size, 1 to 1,000; default 100.</summary>
    public int Most { get; init; } = 100;
}
