using Muster.Runs;
using Muster.Stores;

namespace Muster.Tests.Conformance;

/// <summary>What every store of records does. Each adapter's tests inherit it.</summary>
public abstract partial class RunStoreConformance
{
    /// <summary>An empty store.</summary>
    protected abstract IRunStore Store { get; }

    /// <summary>Another instance over the same records, as another process has it.</summary>
    protected abstract IRunStore Another { get; }

    /// <summary>
    /// Whether answers of <see cref="IRunStore.TakeHintsAsync"/> may be lost on the way to this store, and the numbers in them
    /// with them, as the port allows. Tests of hints then ask only that no number comes twice from the cursor and none from beyond
    /// the count; all else is asked of every store.
    /// </summary>
    protected virtual bool MayLoseHints => false;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_store_has_nothing()
    {
        Assert.Null(await Store.GetRunAsync(Samples.Run().Id, Cancel));
        Assert.Null(await Store.GetChunkAsync(Samples.Chunk().Key, Cancel));
        Assert.Null(await Store.GetWorkerAsync(Samples.Worker().Key, Cancel));
        Assert.Null(await Store.GetGrantBookAsync(Samples.Run().Id, Cancel));
        Assert.Empty(await Store.ListRunsAsync(new(), Cancel));
        Assert.Empty(await Store.ListRunsWantingWorkAsync(10, Cancel));
        Assert.Empty(await Store.ListWorkersAsync(Samples.Run().Id, Cancel));
        Assert.Null(await Store.GetIntentAsync(Samples.Intent().Key, Cancel));
        Assert.Empty(await Store.ListOpenIntentsAsync(Samples.Run().Id, Cancel));
        Assert.Empty(await Store.ListChunksAsync(Samples.Pool(), 0, 9999, 10, Cancel));
        Assert.Equal((0, 0), await Store.GetHintsAsync(Samples.Pool(), Cancel) is var hints ? (hints.Cursor, hints.Returned.Count) : default);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_record_is_written_only_over_the_version_before(RecordKind kind)
    {
        Assert.Equal(WriteAnswer.Refused, await kind.WriteAsync(Store, 2));
        Assert.Equal(WriteAnswer.Refused, await kind.WriteAsync(Store, 0));
        Assert.Equal(WriteAnswer.Written, await kind.WriteAsync(Store, 1));
        Assert.Equal(WriteAnswer.Refused, await kind.WriteAsync(Store, 1));
        Assert.Equal(WriteAnswer.Refused, await kind.WriteAsync(Store, 3));
        Assert.Equal(WriteAnswer.Written, await kind.WriteAsync(Store, 2));
        Assert.Equal(WriteAnswer.Refused, await kind.WriteAsync(Store, 1));
        Assert.Equal(WriteAnswer.Refused, await kind.WriteAsync(Store, 2));
        Assert.Equal(WriteAnswer.Written, await kind.WriteAsync(Store, 3));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_refused_write_changes_nothing(RecordKind kind)
    {
        await kind.WriteAsync(Store, 1);
        await kind.WriteAsync(Store, 2);
        var before = await kind.ReadAsync(Store);

        await kind.WriteAsync(Store, 2, other: true);

        Assert.Equal(before, await kind.ReadAsync(Store));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_many_writers_of_the_same_version_one_wins(RecordKind kind)
    {
        for (var version = 1; version <= 5; version++)
        {
            var at = version;
            var answers = await Task.WhenAll(Enumerable.Range(0, 16)
                .Select(writer => Task.Run(() => kind.WriteAsync(writer % 2 == 0 ? Store : Another, at, writer % 3 == 0), Cancel)));
            Assert.Single(answers, WriteAnswer.Written);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_write_is_seen_by_its_own_and_by_another_instance(RecordKind kind)
    {
        foreach (var (version, writer, reader) in new[] { (1L, Store, Another), (2, Another, Store), (3, Store, Store) })
        {
            Assert.Equal(WriteAnswer.Written, await kind.WriteAsync(writer, version));
            Assert.Contains(kind.Mark(version), await kind.ReadAsync(reader), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_cancelled_write_throws_and_changes_nothing(RecordKind kind)
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => kind.WriteUnlessAsync(Store, 1, other: false, cancelled.Token));

        Assert.Equal(WriteAnswer.Written, await kind.WriteAsync(Store, 1));
    }

    [Fact]
    public async Task A_cancelled_read_throws()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.GetRunAsync(Samples.Run().Id, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ListRunsAsync(new(), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.TakeHintsAsync(Samples.Pool(), 1, 1, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.AddHintsAsync(Samples.Pool(), [0], cancelled.Token));
        AssertTaken([0L], await Store.TakeHintsAsync(Samples.Pool(), 1, 1, Cancel), 1);
    }

    [Fact]
    public async Task Records_of_different_runs_do_not_meet()
    {
        foreach (var token in new[] { "a", "b" })
        {
            Assert.Equal(WriteAnswer.Written, await Store.WriteAsync(Samples.Run(token), Cancel));
            Assert.Equal(WriteAnswer.Written, await Store.WriteAsync(Samples.Chunk(pool: Samples.Pool(token)), Cancel));
            Assert.Equal(WriteAnswer.Written, await Store.WriteAsync(Samples.Worker(token: token), Cancel));
            Assert.Equal(WriteAnswer.Written, await Store.WriteAsync(Samples.Grants(token: token), Cancel));
            Assert.Equal(WriteAnswer.Written, await Store.WriteAsync(Samples.Intent(token: token), Cancel));
        }

        Assert.Single(await Store.ListWorkersAsync(RunId.FromToken("a"), Cancel));
        Assert.Single(await Store.ListOpenIntentsAsync(RunId.FromToken("a"), Cancel));
        Assert.Single(await Store.ListChunksAsync(Samples.Pool("a"), 0, 9, 9, Cancel));
    }

    public static TheoryData<RecordKind> Kinds => [.. RecordKind.All];
}
