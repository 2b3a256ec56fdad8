using Muster.Points;
using Muster.Stores;

namespace Muster.Tests.Conformance;

public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task A_chunk_comes_back_with_epoch_owner_losses_and_lines()
    {
        var chunk = Samples.Chunk(5) with
        {
            Epoch = 40,
            Owner = "wörker ✓",
            Losses = 2,
            Entries =
            [
                PointEntry.New,
                new() { State = PointState.Succeeded, Attempts = [Samples.Attempt()] },
                new() { State = PointState.Pending, NotBefore = Samples.Noon.AddMilliseconds(1.5), Attempts = [Samples.Attempt() with { ExitCode = 1 }] },
                new() { State = PointState.Failed, Attempts = [Samples.Attempt() with { End = AttemptEnd.Lost, Elapsed = null, ExitCode = null, CpuTime = null, PeakMemoryBytes = null, Worker = null, Output = null, Result = null, Note = null }] },
                new() { State = PointState.Cancelled },
            ],
        };

        await Store.WriteAsync(chunk, Cancel);

        Assert.Equal(Same.Text(chunk), Same.Text(await Another.GetChunkAsync(chunk.Key, Cancel)));
    }

    [Fact]
    public async Task A_released_chunk_has_no_owner()
    {
        await Store.WriteAsync(Samples.Chunk(), Cancel);
        await Store.WriteAsync(Samples.Chunk(version: 2, owner: null), Cancel);

        Assert.Null((await Store.GetChunkAsync(Samples.Chunk().Key, Cancel))!.Owner);
    }

    [Fact]
    public async Task A_chunk_of_64_points_with_100_attempts_each_comes_back_whole()
    {
        var attempts = Enumerable.Range(1, 100).Select(Samples.Attempt).ToList();
        var chunk = Samples.Chunk() with { Entries = [.. Enumerable.Repeat(new PointEntry { State = PointState.Failed, Attempts = attempts }, 64)] };

        await Store.WriteAsync(chunk, Cancel);

        Assert.Equal(Same.Text(chunk), Same.Text(await Another.GetChunkAsync(chunk.Key, Cancel)));
    }

    [Fact]
    public async Task Chunks_are_listed_by_number_within_a_window_a_page_at_a_time()
    {
        foreach (var number in new long[] { 100, 3, 2, 11, 9, 1_000 })
            await Store.WriteAsync(Samples.Chunk(number), Cancel);

        Assert.Equal([2, 3, 9, 11, 100, 1_000], await NumbersAsync(0, 1_999, 10));
        Assert.Equal([3, 9, 11], await NumbersAsync(3, 11, 10));
        Assert.Equal([3, 9], await NumbersAsync(3, 11, 2));
        Assert.Equal([11], await NumbersAsync(10, 11, 2));
        Assert.Empty(await NumbersAsync(4, 8, 2));
        Assert.Empty(await NumbersAsync(9, 3, 2));
    }

    [Fact]
    public async Task Chunks_of_other_pools_and_rounds_are_not_listed()
    {
        await Store.WriteAsync(Samples.Chunk(1), Cancel);
        await Store.WriteAsync(Samples.Chunk(2, pool: Samples.Pool(pool: 1)), Cancel);
        await Store.WriteAsync(Samples.Chunk(3, pool: Samples.Pool(round: 2)), Cancel);

        Assert.Equal([1], await NumbersAsync(0, 10, 10));
    }

    [Fact]
    public async Task A_late_owner_is_refused_after_its_chunk_changed_hands()
    {
        await Store.WriteAsync(Samples.Chunk(owner: "old"), Cancel);
        await Store.WriteAsync(Samples.Chunk(version: 2, owner: "new"), Cancel);

        Assert.Equal(WriteAnswer.Refused, await Another.WriteAsync(Samples.Chunk(version: 2, owner: "old") with { Epoch = 1 }, Cancel));
        Assert.Equal("new", (await Store.GetChunkAsync(Samples.Chunk().Key, Cancel))!.Owner);
    }

    private async Task<IEnumerable<long>> NumbersAsync(long first, long last, int most) =>
        (await Store.ListChunksAsync(Samples.Pool(), first, last, most, Cancel)).Select(chunk => chunk.Key.Number);
}
