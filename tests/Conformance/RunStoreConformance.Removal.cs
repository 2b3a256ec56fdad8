using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Tests.Conformance;

public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task A_run_that_is_deleted_goes_with_all_its_records_and_others_keep_theirs()
    {
        foreach (var token in new[] { "gone", "stays" })
            await WriteAllAsync(token);
        var gone = await MarkAsync("gone");

        Assert.Equal(WriteAnswer.Written, await Store.RemoveAsync(gone, Cancel));

        await AssertNothingAsync("gone");
        Assert.Equal("stays", Assert.Single(await Another.ListRunsAsync(new(), Cancel)).Name);
        Assert.Equal(200, (await Another.ListChunksAsync(Samples.Pool("stays"), 0, 199, 1000, Cancel)).Count);
        Assert.NotEqual(0, (await Another.GetHintsAsync(Samples.Pool("stays"), Cancel)).Cursor);
        Assert.NotNull(await Another.GetWorkerAsync(Samples.Worker(token: "stays").Key, Cancel));
        Assert.NotNull(await Another.GetGrantBookAsync(RunId.FromToken("stays"), Cancel));
        Assert.NotNull(await Another.GetIntentAsync(Samples.Intent(token: "stays").Key, Cancel));
    }

    [Fact]
    public async Task A_removal_may_be_repeated_and_the_run_may_be_written_anew()
    {
        await WriteAllAsync("gone");
        var gone = await MarkAsync("gone");

        Assert.Equal(WriteAnswer.Written, await Store.RemoveAsync(gone, Cancel));
        Assert.Equal(WriteAnswer.Written, await Another.RemoveAsync(gone, Cancel));
        Assert.Equal(WriteAnswer.Written, await Store.WriteAsync(Wide("gone"), Cancel));
        await AssertNothingAsync("gone", exceptRun: true);
    }

    [Fact]
    public async Task A_removal_that_broke_off_before_the_runs_own_record_is_finished_by_the_next()
    {
        await WriteAllAsync("gone");
        var gone = await MarkAsync("gone");
        await Store.RemoveAsync(gone, Cancel);
        // As a removal leaves it that broke off: some of the records are there still, or none but the run's own.
        await Store.WriteAsync(gone with { Version = 1 }, Cancel);
        await Store.WriteAsync(Samples.Chunk(150, pool: Samples.Pool("gone")), Cancel);

        Assert.Equal(WriteAnswer.Written, await Store.RemoveAsync(gone with { Version = 1 }, Cancel));

        await AssertNothingAsync("gone");
    }

    [Fact]
    public async Task A_removal_of_a_run_of_another_version_is_refused_and_removes_nothing()
    {
        await WriteAllAsync("gone");
        var gone = await MarkAsync("gone");

        Assert.Equal(WriteAnswer.Refused, await Store.RemoveAsync(gone with { Version = gone.Version + 1 }, Cancel));
        Assert.Equal(WriteAnswer.Refused, await Store.RemoveAsync(gone with { Version = gone.Version - 1 }, Cancel));

        Assert.Equal(Same.Text(gone), Same.Text(await Another.GetRunAsync(gone.Id, Cancel)));
        Assert.Equal(200, (await Another.ListChunksAsync(Samples.Pool("gone"), 0, 199, 1000, Cancel)).Count);
    }

    [Fact]
    public async Task A_run_that_is_not_being_deleted_is_not_removed()
    {
        await Store.WriteAsync(Wide("stays"), Cancel);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => Store.RemoveAsync(Wide("stays"), Cancel));

        Assert.Equal($"Run {RunId.FromToken("stays")} is not being deleted; its records stay. (Parameter 'run')", error.Message);
        Assert.NotNull(await Another.GetRunAsync(RunId.FromToken("stays"), Cancel));
    }

    [Fact]
    public async Task A_cancelled_removal_throws()
    {
        await Store.WriteAsync(Wide("gone"), Cancel);
        var gone = await MarkAsync("gone");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.RemoveAsync(gone, cancelled.Token));

        Assert.NotNull(await Another.GetRunAsync(gone.Id, Cancel));
    }

    /// <summary>A run of two rounds, so many chunks that they are removed in several steps.</summary>
    private static RunRecord Wide(string token) => Samples.Run(token) with
    {
        Name = token,
        State = RunState.Complete,
        PointCount = 200,
        EarlierRounds = [new(1, [new() { Number = 0, Points = Sets.IndexSet.FirstOf(200), Stride = 1 }])],
        Round = new(2, [new() { Number = 0, Points = Sets.IndexSet.FirstOf(3), Stride = 1 }, new() { Number = 1, Points = Sets.IndexSet.Of([5]), Stride = 1 }]),
    };

    private async Task WriteAllAsync(string token)
    {
        Assert.Equal(WriteAnswer.Written, await Store.WriteAsync(Wide(token), Cancel));
        foreach (var number in Enumerable.Range(0, 200))
            Assert.Equal(WriteAnswer.Written, await Store.WriteAsync(Samples.Chunk(number, pool: Samples.Pool(token)), Cancel));
        await Store.WriteAsync(Samples.Chunk(2, pool: Samples.Pool(token, round: 2)), Cancel);
        await Store.WriteAsync(Samples.Chunk(0, pool: Samples.Pool(token, round: 2, pool: 1)), Cancel);
        await Store.TakeHintsAsync(Samples.Pool(token), 1, 200, Cancel);
        await Store.AddHintsAsync(Samples.Pool(token, round: 2, pool: 1), [0], Cancel);
        await Store.WriteAsync(Samples.Worker(token: token), Cancel);
        await Store.WriteAsync(Samples.Worker("w2", phase: WorkerPhase.Ended, token: token), Cancel);
        await Store.WriteAsync(Samples.Grants(token: token), Cancel);
        await Store.WriteAsync(Samples.Intent(token: token), Cancel);
    }

    private async Task<RunRecord> MarkAsync(string token)
    {
        var marked = (await Store.GetRunAsync(RunId.FromToken(token), Cancel))!.Delete(Samples.Noon);
        Assert.Equal(WriteAnswer.Written, await Store.WriteAsync(marked, Cancel));
        return marked;
    }

    private async Task AssertNothingAsync(string token, bool exceptRun = false)
    {
        var id = RunId.FromToken(token);
        if (!exceptRun)
            Assert.Null(await Another.GetRunAsync(id, Cancel));
        foreach (var (pool, last) in new[] { (Samples.Pool(token), 199L), (Samples.Pool(token, round: 2), 2), (Samples.Pool(token, round: 2, pool: 1), 0) })
        {
            Assert.Empty(await Another.ListChunksAsync(pool, 0, last, 1000, Cancel));
            Assert.Equal((0, 0), await Another.GetHintsAsync(pool, Cancel) is var hints ? (hints.Cursor, hints.Returned.Count) : default);
        }

        Assert.Null(await Another.GetWorkerAsync(Samples.Worker(token: token).Key, Cancel));
        Assert.Null(await Another.GetWorkerAsync(Samples.Worker("w2", token: token).Key, Cancel));
        Assert.Null(await Another.GetGrantBookAsync(id, Cancel));
        Assert.Null(await Another.GetIntentAsync(Samples.Intent(token: token).Key, Cancel));
    }
}
