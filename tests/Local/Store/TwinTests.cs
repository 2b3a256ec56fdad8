using FsCheck;
using FsCheck.Fluent;
using Muster.Local.Store;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;
using Muster.Testing.Stores;
using Muster.Tests.Conformance;
using Muster.Workers;

namespace Muster.Tests.Local.Store;

/// <summary>The SQLite store and the one in memory give the same answers to the same calls, whatever the calls.</summary>
public class TwinTests
{
    private static readonly Arbitrary<int[]> Calls = Arb.From(
        Gen.Choose(0, 1_000_000).ArrayOf(80),
        calls => ArbMap.Default.ArbFor<int[]>().Shrinker(calls).Where(fewer => fewer.All(call => call >= 0)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_store_and_its_twin_answer_alike() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(25),
        Prop.ForAll(Calls, calls =>
        {
            using var folder = new TemporaryFolder();
            using var store = SqliteRunStore.Open(new(folder.Path));
            var twin = new InMemoryRunStore();
            foreach (var call in calls)
                Assert.Equal(AnswerAsync(twin, call).GetAwaiter().GetResult(), AnswerAsync(store, call).GetAwaiter().GetResult());
        }));

    /// <summary>One call, decoded from a number over few keys and versions, and its answer as text.</summary>
    private static async Task<string> AnswerAsync(IRunStore store, int call)
    {
        var chance = new Random(call / 16);
        var (token, version, small) = ($"t{chance.Next(3)}", chance.Next(0, 5), chance.Next(6));
        var pool = Samples.Pool(token, round: 1 + chance.Next(2));
        return (call % 16) switch
        {
            0 or 1 => $"{await store.WriteAsync(AnyRun(token, version, chance), Cancel)}",
            2 or 3 => $"{await store.WriteAsync(Samples.Chunk(small, version, chance.Next(2) == 0 ? null : "w", pool), Cancel)}",
            4 => $"{await store.WriteAsync(Samples.Worker($"w{small}", version, (WorkerPhase)chance.Next(3), token), Cancel)}",
            5 => $"{await store.WriteAsync(Samples.Grants(version, token), Cancel)}",
            6 => $"{await store.WriteAsync(Samples.Intent($"w{small}", version, (Fleet.IntentState)chance.Next(5), token), Cancel)}",
            7 => string.Join(',', await store.TakeHintsAsync(pool, 1 + small, 20, Cancel)),
            8 => await AddHintsAsync(store, pool, [.. Enumerable.Range(0, small).Select(_ => (long)chance.Next(20))]),
            9 => Same.Text(await store.GetRunAsync(RunId.FromToken(token), Cancel)),
            10 => Same.Text(await store.GetChunkAsync(pool.Chunk(small), Cancel)),
            11 => Lines(await store.ListChunksAsync(pool, small - 3, chance.Next(6), 1 + chance.Next(4), Cancel), Same.Text),
            12 => Lines(await store.ListRunsAsync(AnyQuery(token, chance), Cancel), Same.Text),
            13 => Lines(await store.ListRunsWantingWorkAsync(1 + small, Cancel), Same.Text),
            14 => Lines(await store.ListWorkersAsync(RunId.FromToken(token), Cancel), Same.Text)
                + Lines(await store.ListOpenIntentsAsync(RunId.FromToken(token), Cancel), Same.Text),
            _ => $"{Same.Text(await store.GetGrantBookAsync(RunId.FromToken(token), Cancel))} {Same.Text(await store.GetWorkerAsync(new(RunId.FromToken(token), $"w{small}"), Cancel))}",
        };
    }

    private static RunRecord AnyRun(string token, long version, Random chance) => Samples.Run(token, version) with
    {
        Name = $"n{chance.Next(2)}",
        State = (RunState)chance.Next(6),
        Priority = (Priority)chance.Next(3),
        CreatedAt = Samples.Noon.AddSeconds(chance.Next(3)).ToOffset(TimeSpan.FromHours(chance.Next(-3, 3))),
    };

    private static RunQuery AnyQuery(string token, Random chance) => new()
    {
        IdPrefix = chance.Next(2) == 0 ? null : RunId.FromToken(token).Value[..chance.Next(17)],
        Name = chance.Next(2) == 0 ? null : $"n{chance.Next(2)}",
        State = chance.Next(2) == 0 ? null : (RunState)chance.Next(6),
        Before = chance.Next(2) == 0 ? null : Samples.Noon.AddSeconds(chance.Next(4)),
        Most = 1 + chance.Next(3),
    };

    private static async Task<string> AddHintsAsync(IRunStore store, Muster.Chunks.PoolKey pool, long[] numbers)
    {
        await store.AddHintsAsync(pool, numbers, Cancel);
        return await store.GetHintsAsync(pool, Cancel) is var hints ? $"{hints.Cursor}: {string.Join(',', hints.Returned)}" : "";
    }

    private static string Lines<T>(IEnumerable<T> records, Func<T, string> text) => string.Join('\n', records.Select(text));
}
