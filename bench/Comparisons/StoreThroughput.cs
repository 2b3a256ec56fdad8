using Muster.Bench.Measuring;
using Muster.Bench.Programs;
using Muster.Bench.Reporting;
using Muster.Chunks;
using Muster.Local.Store;
using Muster.Points;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Bench.Comparisons;

/// <summary>
/// Claims and outcomes, many at a time, as workers write them: on the embedded store, which syncs to the disk, and on a
/// DynamoDB server in memory on the same machine, which shows the cost of the protocol and nothing of AWS's own times.
/// </summary>
internal sealed class StoreThroughput : IComparison
{
    private const int Writes = 4000, InFlight = 16, PointsPerChunk = 64;

    /// <inheritdoc />
    public string Name => "store";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        var claims = $"{Writes:N0} claims, {InFlight} at a time, on SQLite";
        var outcomes = $"{Writes:N0} outcome batches of {PointsPerChunk} points, {InFlight} at a time, on SQLite";
        const string Against = "on DynamoDB over the wire (dynalite, in memory)";
        using var dynamo = LocalDynamo.TryStart(bench.Repository);
        if (dynamo is null)
        {
            yield return Row.NotMeasured(claims, Against, "npm ci was not run");
            yield return Row.NotMeasured(outcomes, Against, "npm ci was not run");
            yield break;
        }

#pragma warning disable RS0030 // spreads waits only
        var chance = new Random(1);
#pragma warning restore RS0030
        List<Sample>[] sqlite = [[], []], remote = [[], []];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            var directory = new StoreDirectory(bench.Folder.NewPath("store"));
            using (var store = SqliteRunStore.Open(directory))
                Add(sqlite, store);
            Directory.Delete(directory.Root, recursive: true);
            Add(remote, dynamo.NewStore(() => { lock (chance) return chance.NextDouble(); }));
        }

        yield return Row.Beside(claims, new(sqlite[0], remote[0]), Against);
        yield return Row.Beside(outcomes, new(sqlite[1], remote[1]), Against);
    }

    private static void Add(List<Sample>[] samples, IRunStore store)
    {
        var pool = new PoolKey(RunId.FromToken("bench"), 1, 0);
        var fresh = Enumerable.Repeat(PointEntry.New, PointsPerChunk).ToList();
        var ended = Enumerable.Range(0, PointsPerChunk).Select(Ended).ToList();
        samples[0].Add(Time(store, number => new() { Key = pool.Chunk(number), Version = 1, Epoch = 1, Owner = "w1-1", Entries = fresh }));
        samples[1].Add(Time(store, number => new() { Key = pool.Chunk(number), Version = 2, Epoch = 1, Owner = "w1-1", Entries = ended }));
    }

    private static Sample Time(IRunStore store, Func<long, ChunkRecord> next)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var number = -1;
        Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            for (var mine = Interlocked.Increment(ref number); mine < Writes; mine = Interlocked.Increment(ref number))
            {
                if (await store.WriteAsync(next(mine)) != WriteAnswer.Written)
                    throw BenchException.Of($"Chunk {mine} was refused.");
            }
        }))).GetAwaiter().GetResult();
        return new(time.GetElapsedTime(started), null);
    }

    private static PointEntry Ended(int point) => new()
    {
        State = PointState.Succeeded,
        Attempts =
        [
            new()
            {
                Number = 1, End = AttemptEnd.Exited, ExitCode = 0, StartedAt = DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(point * 7),
                Elapsed = TimeSpan.FromMilliseconds(3 + point), CpuTime = TimeSpan.FromMilliseconds(2), PeakMemoryBytes = 3_000_000 + (point * 4096L),
                Slot = point % 2, Worker = "w1-1", Output = $"1-w1-1-000001.pack:{point * 120}+120",
            },
        ],
    };
}
