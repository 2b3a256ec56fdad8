using Muster.Chunks;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Testing.Simulation.Network;

/// <summary>What the store has, in truth. It keeps the objects themselves: records never change, and copies would cost more than all else.</summary>
internal sealed class SimRecords
{
    private readonly Dictionary<RunId, RunRecord> runs = [];
    private readonly Dictionary<PoolKey, SortedList<long, ChunkRecord>> chunks = [];
    private readonly SortedDictionary<(RunId, string), WorkerRecord> workers = new(ByIdThenName.Instance);
    private readonly Dictionary<RunId, GrantBook> books = [];
    private readonly SortedDictionary<(RunId, string), LaunchIntent> intents = new(ByIdThenName.Instance);
    private readonly Dictionary<PoolKey, ClaimHints> hints = [];

    /// <summary>Told of each write that is accepted; null: nobody watches.</summary>
    public IRecordWatch? Watch { get; set; }

    /// <summary>Which writes are accepted whatever is stored: a fault that the checks must find.</summary>
    public SimMutation Mutation { get; init; }

    public RunRecord? Run(RunId id) => runs.GetValueOrDefault(id);

    public IReadOnlyList<RunRecord> ListRuns(RunQuery query) =>
    [
        .. runs.Values.Where(run => query.IdPrefix is null || run.Id.Value.StartsWith(query.IdPrefix, StringComparison.Ordinal))
            .Where(run => query.Name is null || run.Name == query.Name)
            .Where(run => query.State is null || run.State == query.State)
            .Where(run => query.Before is null || run.CreatedAt < query.Before)
            .OrderByDescending(run => run.CreatedAt)
            .Take(query.Most),
    ];

    public IReadOnlyList<RunRecord> RunsWantingWork(int most) =>
        [.. runs.Values.Where(run => run.WantsWork).OrderBy(run => run.Priority).ThenBy(run => run.CreatedAt).Take(most)];

    public ChunkRecord? Chunk(ChunkKey key) => chunks.GetValueOrDefault(key.PoolKey)?.GetValueOrDefault(key.Number);

    public WorkerRecord? Worker(WorkerKey key) => workers.GetValueOrDefault((key.Run, key.Worker));

    public GrantBook? Book(RunId run) => books.GetValueOrDefault(run);

    public LaunchIntent? Intent(IntentKey key) => intents.GetValueOrDefault((key.Run, key.Token));

    public ClaimHints Hints(PoolKey pool) => hints.GetValueOrDefault(pool, ClaimHints.None);

    public IReadOnlyList<WorkerRecord> Workers(RunId run) =>
        [.. workers.Values.Where(worker => worker.Key.Run == run && worker.Phase != WorkerPhase.Ended)];

    public IReadOnlyList<LaunchIntent> OpenIntents(RunId run) => [.. intents.Values.Where(intent => intent.Key.Run == run && intent.IsOpen)];

    public IReadOnlyList<ChunkRecord> Chunks(PoolKey pool, long first, long last, int most)
    {
        var found = new List<ChunkRecord>();
        if (chunks.TryGetValue(pool, out var all))
        {
            foreach (var (number, chunk) in all)
            {
                if (number > last || found.Count == most)
                    break;
                if (number >= first)
                    found.Add(chunk);
            }
        }

        return found;
    }

    public IReadOnlyList<long> TakeHints(PoolKey pool, int most, long chunkCount)
    {
        var (left, taken) = Hints(pool).Take(most, chunkCount);
        hints[pool] = left;
        return taken;
    }

    public ClaimHints AddHints(PoolKey pool, IReadOnlyList<long> numbers) => hints[pool] = Hints(pool).Add(numbers);

    public WriteAnswer Write(string by, RunRecord next)
    {
        var before = Run(next.Id);
        if (!Follows(before, next, SimMutation.None))
            return WriteAnswer.Refused;
        runs[next.Id] = next;
        Watch?.Wrote(by, before, next);
        return WriteAnswer.Written;
    }

    public WriteAnswer Write(string by, ChunkRecord next)
    {
        var before = Chunk(next.Key);
        if (!Follows(before, next, SimMutation.ChunksWithoutEpoch))
            return WriteAnswer.Refused;
        if (!chunks.TryGetValue(next.Key.PoolKey, out var pool))
            chunks.Add(next.Key.PoolKey, pool = []);
        pool[next.Key.Number] = next;
        Watch?.Wrote(by, before, next);
        return WriteAnswer.Written;
    }

    public WriteAnswer Write(string by, WorkerRecord next)
    {
        var before = Worker(next.Key);
        if (!Follows(before, next, SimMutation.None))
            return WriteAnswer.Refused;
        workers[(next.Key.Run, next.Key.Worker)] = next;
        Watch?.Wrote(by, before, next);
        return WriteAnswer.Written;
    }

    public WriteAnswer Write(string by, GrantBook next)
    {
        var before = Book(next.Run);
        if (!Follows(before, next, SimMutation.BooksWithoutEpoch))
            return WriteAnswer.Refused;
        books[next.Run] = next;
        Watch?.Wrote(by, before, next);
        return WriteAnswer.Written;
    }

    public WriteAnswer Write(string by, LaunchIntent next)
    {
        var before = Intent(next.Key);
        if (!Follows(before, next, SimMutation.None))
            return WriteAnswer.Refused;
        intents[(next.Key.Run, next.Key.Token)] = next;
        Watch?.Wrote(by, before, next);
        return WriteAnswer.Written;
    }

    public WriteAnswer Remove(RunRecord run)
    {
        RunRemoval.Require(run);
        if (Run(run.Id) is { } own && own.Version != run.Version)
            return WriteAnswer.Refused;
        foreach (var pool in chunks.Keys.Concat(hints.Keys).Where(pool => pool.Run == run.Id).ToList())
        {
            chunks.Remove(pool);
            hints.Remove(pool);
        }

        foreach (var worker in workers.Keys.Where(key => key.Item1 == run.Id).ToList())
            workers.Remove(worker);
        foreach (var intent in intents.Keys.Where(key => key.Item1 == run.Id).ToList())
            intents.Remove(intent);
        books.Remove(run.Id);
        runs.Remove(run.Id);
        return WriteAnswer.Written;
    }

    private bool Follows(IVersioned? before, IVersioned next, SimMutation accepted) =>
        (accepted != SimMutation.None && Mutation == accepted) || (before?.Version ?? 0) == next.Version - 1;

    private sealed class ByIdThenName : IComparer<(RunId Run, string Name)>
    {
        public static readonly ByIdThenName Instance = new();

        public int Compare((RunId Run, string Name) x, (RunId Run, string Name) y) =>
            x.Run.CompareTo(y.Run) is var run and not 0 ? run : string.CompareOrdinal(x.Name, y.Name);
    }
}

/// <summary>Watches the records.</summary>
internal interface IRecordWatch
{
    void Wrote(string by, RunRecord? before, RunRecord after);

    void Wrote(string by, ChunkRecord? before, ChunkRecord after);

    void Wrote(string by, WorkerRecord? before, WorkerRecord after);

    void Wrote(string by, GrantBook? before, GrantBook after);

    void Wrote(string by, LaunchIntent? before, LaunchIntent after);
}
