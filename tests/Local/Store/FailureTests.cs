using Muster.Local.Store;
using Muster.Local.Store.Sqlite;
using Muster.Points;
using Muster.Stores;
using Muster.Tests.Conformance;

namespace Muster.Tests.Local.Store;

public sealed class FailureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StoreDirectory directory;
    private long pages = 1_000_000;

    public FailureTests() => directory = new(folder.At("store"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("this is no store, but long enough to be one, or so it would seem to somebody who only looks at the length of it ..", "file is not a database")]
    public void A_file_that_is_no_store_is_refused(string content, string finding)
    {
        directory.Create();
        File.WriteAllText(directory.StoreFile, content);

        AssertProblem(StoreProblem.Damaged, $"The store {directory.StoreFile} is damaged or is no Muster store: {finding}. Nothing was changed. Move it away, or restore it from a copy, or give another directory with --store.");
        Assert.Equal(content, File.ReadAllText(directory.StoreFile));
    }

    [Theory]
    [InlineData("CREATE TABLE other (x)", "it is an SQLite file with other tables")]
    [InlineData("CREATE TABLE meta (key, value)", "its meta table has no schema_version")]
    public void Another_programs_database_is_refused(string sql, string finding)
    {
        directory.Create();
        using (var database = Database.Open(directory.StoreFile, create: true, TimeSpan.Zero))
            database.Run(sql);

        AssertProblem(StoreProblem.Damaged, $"The store {directory.StoreFile} is damaged or is no Muster store: {finding}. Nothing was changed. Move it away, or restore it from a copy, or give another directory with --store.");
    }

    [Fact]
    public async Task Damage_in_the_middle_of_the_file_is_told_when_it_is_met()
    {
        using (var store = SqliteRunStore.Open(directory))
        {
            for (var number = 0; number < 200; number++)
                await store.WriteAsync(BigChunk(number), Cancel);
        }

        var bytes = File.ReadAllBytes(directory.StoreFile);
        Array.Fill(bytes, (byte)0x5a, bytes.Length / 2, bytes.Length / 4);
        File.WriteAllBytes(directory.StoreFile, bytes);

        using var damaged = SqliteRunStore.Open(directory);
        var error = await Assert.ThrowsAsync<StoreProblemException>(() => damaged.ListChunksAsync(Samples.Pool(), 0, 999, 999, Cancel));
        Assert.Equal(StoreProblem.Damaged, error.Problem);
    }

    [Fact]
    public async Task A_damaged_record_is_told_and_the_others_are_read()
    {
        using var store = SqliteRunStore.Open(directory);
        await store.WriteAsync(Samples.Run("good"), Cancel);
        await store.WriteAsync(Samples.Run("bad"), Cancel);
        using (var database = Database.Open(directory.StoreFile, create: false, TimeSpan.FromSeconds(5)))
            database.Run($"UPDATE runs SET record = x'7b7d' WHERE id = '{Samples.Run("bad").Id}'");

        var error = await Assert.ThrowsAsync<StoreProblemException>(() => store.GetRunAsync(Samples.Run("bad").Id, Cancel));

        Assert.Equal($"The store {directory.StoreFile} is damaged or is no Muster store: The record of a run is damaged: id is missing. Nothing was changed. Move it away, or restore it from a copy, or give another directory with --store.", error.Message);
        Assert.NotNull(await store.GetRunAsync(Samples.Run("good").Id, Cancel));
    }

    [Fact]
    public void A_directory_that_cannot_be_written_is_refused()
    {
        // Not even root makes files there.
        var error = Assert.Throws<StoreProblemException>(() => SqliteRunStore.Open(new("/sys/kernel")));

        Assert.Equal(StoreProblem.NotWritable, error.Problem);
        Assert.Equal("The store /sys/kernel/store.db cannot be written: unable to open database file. Reading needs to write there, too. Give its directory to this user, or give another one with --store.", error.Message);
    }

    [Fact]
    public async Task A_full_disk_loses_nothing_acknowledged_and_the_store_goes_on_when_there_is_room()
    {
        using var store = SqliteRunStore.Open(directory, new() { MostPages = () => Interlocked.Read(ref pages) });
        await store.WriteAsync(Samples.Run(), Cancel);
        pages = 60;
        var full = await FillAsync(store);

        Assert.Equal(
            $"The store {directory.StoreFile} could not be written: the disk is full (database or disk is full). Nothing that was acknowledged is lost. Make room on that disk; the store then goes on.",
            full.Error.Message);
        Assert.Equal(full.Written, (await store.ListChunksAsync(Samples.Pool(), 0, 9999, 9999, Cancel)).Count);

        pages = 1_000_000;
        Assert.Equal(WriteAnswer.Written, await store.WriteAsync(BigChunk(full.Written), Cancel));
        Assert.Equal(full.Written + 1, (await store.ListChunksAsync(Samples.Pool(), 0, 9999, 9999, Cancel)).Count);
    }

    [Fact]
    public async Task On_a_full_disk_a_write_that_fits_succeeds_beside_one_that_does_not()
    {
        using var store = SqliteRunStore.Open(directory, new() { MostPages = () => Interlocked.Read(ref pages) });
        await store.WriteAsync(Samples.Run(), Cancel);
        pages = 60;
        var full = await FillAsync(store);

        var (big, small) = WhileLocked(() =>
        {
            // The first one holds the writer up, so that the other two go into one transaction.
            _ = store.WriteAsync(Samples.Run(version: 7), Cancel);
            return (store.WriteAsync(BigChunk(full.Written), Cancel), store.WriteAsync(Samples.Run(version: 2), Cancel));
        });

        await Assert.ThrowsAsync<StoreFullException>(() => big);
        Assert.Equal(WriteAnswer.Written, await small);
    }

    [Fact]
    public async Task A_store_that_others_keep_locked_for_too_long_does_not_answer_and_works_again_later()
    {
        using var store = SqliteRunStore.Open(directory, new() { BusyPatience = TimeSpan.FromMilliseconds(30) });
        using (var other = Database.Open(directory.StoreFile, create: false, TimeSpan.Zero))
        {
            other.Run("BEGIN IMMEDIATE");

            var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.WriteAsync(Samples.Run(), Cancel));

            Assert.Equal(
                $"The store {directory.StoreFile} could not be written: other processes kept it locked for too long (database is locked). Try again; if it stays so, see which process holds it (fuser {directory.StoreFile}).",
                error.Message);
            Assert.Null(await store.GetRunAsync(Samples.Run().Id, Cancel));
        }

        Assert.Equal(WriteAnswer.Written, await store.WriteAsync(Samples.Run(), Cancel));
    }

    [Theory]
    [InlineData(11, 11, typeof(StoreProblemException))]
    [InlineData(26, 26, typeof(StoreProblemException))]
    [InlineData(8, 264, typeof(StoreProblemException))]
    [InlineData(14, 14, typeof(StoreProblemException))]
    [InlineData(13, 13, typeof(StoreFullException))]
    [InlineData(10, 4874, typeof(StoreFullException))]
    [InlineData(10, 1034, typeof(StoreUnavailableException))]
    [InlineData(5, 5, typeof(StoreUnavailableException))]
    [InlineData(7, 7, typeof(StoreUnavailableException))]
    public void An_error_of_sqlite_is_told_in_the_terms_of_the_store(int code, int extended, Type expected)
    {
        var error = new SqliteException("/store.db", "written", code, extended, "it broke");

        Assert.IsType(expected, error.Told());
        Assert.Same(error, error.Told().InnerException);
    }

    [Fact]
    public void A_failed_sync_leaves_open_whether_a_write_happened() => Assert.Equal(
        "The store /store.db could not be written: disk I/O error (SQLite error 1034). Whether a write happened is known after reading it back. Check the disk, then try again.",
        new SqliteException("/store.db", "written", 10, 1034, "disk I/O error").Told().Message);

    [Fact]
    public void A_directory_that_finds_no_room_is_a_full_disk() => Assert.Equal(
        "The store /store could not be written: the disk is full. Nothing that was acknowledged is lost. Make room on that disk; the store then goes on.",
        Assert.IsType<StoreFullException>(StoreProblemException.OfFile("/store", new IOException("No space left on device", 28))).Message);

    private async Task<(int Written, StoreFullException Error)> FillAsync(SqliteRunStore store)
    {
        for (var number = 0; ; number++)
        {
            try
            {
                Assert.Equal(WriteAnswer.Written, await store.WriteAsync(BigChunk(number), Cancel));
            }
            catch (StoreFullException error)
            {
                return (number, error);
            }
        }
    }

    private T WhileLocked<T>(Func<T> act)
    {
        using var other = Database.Open(directory.StoreFile, create: false, TimeSpan.FromSeconds(5));
        other.Run("BEGIN IMMEDIATE");
        return act();
    }

    private void AssertProblem(StoreProblem problem, string message)
    {
        var error = Assert.Throws<StoreProblemException>(() => SqliteRunStore.Open(directory));
        Assert.Equal((problem, message), (error.Problem, error.Message));
    }

    private static Muster.Chunks.ChunkRecord BigChunk(long number) =>
        Samples.Chunk(number) with { Entries = [new PointEntry { State = PointState.Failed, Attempts = [Samples.Attempt() with { Note = new('x', 5000) }] }] };
}
