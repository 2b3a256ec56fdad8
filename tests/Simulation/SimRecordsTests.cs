using Muster.Chunks;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Stores;
using Muster.Testing.Simulation.Network;
using Muster.Tests.Conformance;
using Muster.Workers;

namespace Muster.Tests.Simulation;

/// <summary>The simulation's records obey the rules of every store.</summary>
public sealed class SimRecordsTests : RunStoreConformance
{
    protected override IRunStore Store { get; } = new Direct();

    protected override IRunStore Another => Store;

    /// <summary>The records without a network between, safe to use from many threads.</summary>
    private sealed class Direct : IRunStore
    {
        private readonly SimRecords records = new();
        private readonly Lock gate = new();

        public Task<RunRecord?> GetRunAsync(RunId id, CancellationToken cancel = default) => Do(() => records.Run(id), cancel);

        public Task<WriteAnswer> WriteAsync(RunRecord next, CancellationToken cancel = default) => Do(() => records.Write("test", next), cancel);

        public Task<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel = default) => Do(() => records.ListRuns(query), cancel);

        public Task<IReadOnlyList<RunRecord>> ListRunsWantingWorkAsync(int most, CancellationToken cancel = default) => Do(() => records.RunsWantingWork(most), cancel);

        public Task<ChunkRecord?> GetChunkAsync(ChunkKey key, CancellationToken cancel = default) => Do(() => records.Chunk(key), cancel);

        public Task<WriteAnswer> WriteAsync(ChunkRecord next, CancellationToken cancel = default) => Do(() => records.Write("test", next), cancel);

        public Task<IReadOnlyList<ChunkRecord>> ListChunksAsync(PoolKey pool, long first, long last, int most, CancellationToken cancel = default) =>
            Do(() => records.Chunks(pool, first, last, most), cancel);

        public Task<IReadOnlyList<long>> TakeHintsAsync(PoolKey pool, int most, long chunkCount, CancellationToken cancel = default) =>
            Do(() => records.TakeHints(pool, most, chunkCount), cancel);

        public Task AddHintsAsync(PoolKey pool, IReadOnlyList<long> numbers, CancellationToken cancel = default) => Do(() => records.AddHints(pool, numbers), cancel);

        public Task<ClaimHints> GetHintsAsync(PoolKey pool, CancellationToken cancel = default) => Do(() => records.Hints(pool), cancel);

        public Task<WorkerRecord?> GetWorkerAsync(WorkerKey key, CancellationToken cancel = default) => Do(() => records.Worker(key), cancel);

        public Task<WriteAnswer> WriteAsync(WorkerRecord next, CancellationToken cancel = default) => Do(() => records.Write("test", next), cancel);

        public Task<IReadOnlyList<WorkerRecord>> ListWorkersAsync(RunId run, CancellationToken cancel = default) => Do(() => records.Workers(run), cancel);

        public Task<GrantBook?> GetGrantBookAsync(RunId run, CancellationToken cancel = default) => Do(() => records.Book(run), cancel);

        public Task<WriteAnswer> WriteAsync(GrantBook next, CancellationToken cancel = default) => Do(() => records.Write("test", next), cancel);

        public Task<LaunchIntent?> GetIntentAsync(IntentKey key, CancellationToken cancel = default) => Do(() => records.Intent(key), cancel);

        public Task<WriteAnswer> WriteAsync(LaunchIntent next, CancellationToken cancel = default) => Do(() => records.Write("test", next), cancel);

        public Task<IReadOnlyList<LaunchIntent>> ListOpenIntentsAsync(RunId run, CancellationToken cancel = default) => Do(() => records.OpenIntents(run), cancel);

        public Task<WriteAnswer> RemoveAsync(RunRecord run, CancellationToken cancel = default) => Do(() => records.Remove(run), cancel);

        private Task<T> Do<T>(Func<T> what, CancellationToken cancel)
        {
            if (cancel.IsCancellationRequested)
                return Task.FromCanceled<T>(cancel);
            lock (gate)
                return Task.FromResult(what());
        }
    }
}
