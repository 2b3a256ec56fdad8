using Muster.Chunks;
using Muster.Runs;
using Muster.Stores;
using Muster.Testing.Faults.History;
using Muster.Testing.Simulation.Time;
using Muster.Testing.Stores;

namespace Muster.Tests.Testing.Faults;

/// <summary>The check bites: stores that are wrong on purpose are found out by the same clients that act on the real one.</summary>
public sealed class HistoryMutationTests
{
    private static readonly RunId s_run = RunId.FromToken("history");
    private int writes;

    [Fact]
    public async Task A_right_store_shows_nothing()
    {
        for (var seed = 0; seed < 50; seed++)
            Assert.Empty(await ProblemsAsync(seed, static (store, chunk) => store.WriteAsync(chunk)));
    }

    [Fact]
    public async Task A_store_that_acknowledges_without_writing_is_found_out() =>
        await AssertFoundAsync("was acknowledged", (store, chunk) => ++writes % 10 == 0 ? Task.FromResult(WriteAnswer.Written) : store.WriteAsync(chunk));

    [Fact]
    public async Task A_store_that_ignores_the_condition_is_found_out() =>
        await AssertFoundAsync("was acknowledged to", WriteAnywayAsync);

    [Fact]
    public async Task A_store_that_ignores_the_condition_lets_outcomes_change() =>
        await AssertFoundAsync("point-", WriteAnywayAsync);

    [Fact]
    public async Task A_store_that_ignores_the_condition_lets_an_epoch_have_two_owners() =>
        await AssertFoundAsync("Epoch ", WriteAnywayAsync);

    [Fact]
    public async Task A_store_that_writes_and_says_that_it_refused_is_found_out() =>
        await AssertFoundAsync("was refused", async (store, chunk) => await store.WriteAsync(chunk) is var answer && ++writes % 10 == 0 ? WriteAnswer.Refused : answer);

    private async Task AssertFoundAsync(string what, Func<IRunStore, ChunkRecord, Task<WriteAnswer>> write)
    {
        var problems = new List<string>();
        for (var seed = 0; seed < 20; seed++)
            problems.AddRange(await ProblemsAsync(seed, write));
        Assert.Contains(problems, problem => problem.Contains(what, StringComparison.Ordinal));
    }

    /// <summary>Writes a record although another version stands in the way: under the next number.</summary>
    private static async Task<WriteAnswer> WriteAnywayAsync(IRunStore store, ChunkRecord chunk) =>
        await store.WriteAsync(chunk with { Version = ((await store.GetChunkAsync(chunk.Key))?.Version ?? 0) + 1 });

    private static async Task<IReadOnlyList<string>> ProblemsAsync(int seed, Func<IRunStore, ChunkRecord, Task<WriteAnswer>> write)
    {
        var store = MutantStore.Of(new InMemoryRunStore(), write);
        var recorder = new HistoryRecorder();
        var turns = new SimChance(seed);
        var clients = Enumerable.Range(0, 3).Select(client => new HistoryClient($"c{client}", store, s_run, recorder, new((seed * 3) + client))).ToList();
        for (var step = 0; step < 60; step++)
            await clients[turns.Between(0, 2)].StepAsync();
        await clients[0].ReadAllAsync();
        return HistoryCheck.Problems(recorder.Events);
    }
}
