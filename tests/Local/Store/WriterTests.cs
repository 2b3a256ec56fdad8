using Muster.Local.Store;
using Muster.Local.Store.Connections;
using Muster.Local.Store.Sqlite;
using Muster.Stores;
using Muster.Tests.Conformance;

namespace Muster.Tests.Local.Store;

public sealed class WriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StoreDirectory directory;
    private readonly SqliteRunStore store;

    public WriterTests()
    {
        directory = new(folder.Path);
        store = SqliteRunStore.Open(directory);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_waits_together_is_answered_each_by_its_own_condition()
    {
        await store.WriteAsync(Samples.Chunk(3), Cancel);
        var answers = await Task.WhenAll(WhileLocked(() => Enumerable.Range(0, 6).Select(number => store.WriteAsync(Samples.Chunk(number), Cancel)).ToArray()));

        Assert.Equal([3], Enumerable.Range(0, 6).Where(number => answers[number] == WriteAnswer.Refused));
        Assert.Equal(6, (await store.ListChunksAsync(Samples.Pool(), 0, 9, 9, Cancel)).Count);
    }

    [Fact]
    public async Task A_statement_that_fails_does_not_hurt_the_others_of_its_transaction()
    {
        using var writer = new Writer(new(directory.StoreFile, new()), new(directory.StoreFile));
        var (before, failing, after) = WhileLocked(() =>
        {
            _ = writer.WriteAsync(_ => 0, Cancel);
            return (writer.WriteAsync(Insert("before"), Cancel), writer.WriteAsync(Insert("store_id"), Cancel), writer.WriteAsync(Insert("after"), Cancel));
        });

        Assert.Equal((1, 1), (await before, await after));
        Assert.Equal(
            $"The store {directory.StoreFile} could not be read or written: UNIQUE constraint failed: meta.key (SQLite error 1555). Whether a write happened is known after reading it back. Check the disk, then try again.",
            (await Assert.ThrowsAsync<StoreUnavailableException>(() => failing)).Message);
    }

    [Fact]
    public async Task A_write_that_is_cancelled_before_it_was_begun_does_not_happen()
    {
        using var cancelled = new CancellationTokenSource();
        var (first, second) = WhileLocked(() =>
        {
            var held = store.WriteAsync(Samples.Run("first"), Cancel);
            // Once this was asked for, the writer has begun the first one and waits for the lock with it.
            while (store.Waiting > 0)
                Thread.Yield();
            var queued = store.WriteAsync(Samples.Run("second"), cancelled.Token);
            cancelled.Cancel();
            return (held, queued);
        });

        Assert.Equal(WriteAnswer.Written, await first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Null(await store.GetRunAsync(Samples.Run("second").Id, Cancel));
    }

    [Fact]
    public async Task Closing_commits_what_waits_and_refuses_what_comes_later()
    {
        var closing = SqliteRunStore.Open(directory);
        var writes = Enumerable.Range(0, 2000).Select(number => closing.WriteAsync(Samples.Chunk(number), Cancel)).ToList();
        closing.Dispose();

        Assert.All(await Task.WhenAll(writes), answer => Assert.Equal(WriteAnswer.Written, answer));
        Assert.Equal(2000, (await store.ListChunksAsync(Samples.Pool(), 0, 9999, 9999, Cancel)).Count);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closing.WriteAsync(Samples.Run(), Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closing.GetRunAsync(Samples.Run().Id, Cancel));
        closing.Dispose();
    }

    [Fact]
    public async Task A_commit_is_synced_to_the_disk_before_its_answer()
    {
        using var writer = new Writer(new(directory.StoreFile, new()), new(directory.StoreFile));

        Assert.Equal(("wal", "2"), await writer.WriteAsync(database => (Text(database, "PRAGMA journal_mode"), Text(database, "PRAGMA synchronous")), Cancel));
    }

    [Fact]
    public async Task What_was_written_is_there_after_reopening()
    {
        var at = new StoreDirectory(folder.At("reopened"));
        using (var before = SqliteRunStore.Open(at))
        {
            foreach (var kind in RecordKind.All)
                await kind.WriteAsync(before, 1);
            await before.TakeHintsAsync(Samples.Pool(), 3, 9, Cancel);
            await before.AddHintsAsync(Samples.Pool(), [1], Cancel);
        }

        using var after = SqliteRunStore.Open(at);
        foreach (var kind in RecordKind.All)
            Assert.Contains(kind.Mark(1), await kind.ReadAsync(after), StringComparison.Ordinal);
        Assert.Equal([1, 3], await after.TakeHintsAsync(Samples.Pool(), 2, 9, Cancel));
    }

    private static Func<Database, int> Insert(string key) => database =>
    {
        using var insert = database.Use("INSERT INTO meta VALUES (?, 1)").With(key);
        return insert.Run();
    };

    private static string? Text(Database database, string sql)
    {
        using var rows = database.Use(sql);
        return rows.Read() ? rows.Text(0) : null;
    }

    private T WhileLocked<T>(Func<T> act)
    {
        using var other = Database.Open(directory.StoreFile, create: false, TimeSpan.FromSeconds(5));
        other.Run("BEGIN IMMEDIATE");
        return act();
    }
}
