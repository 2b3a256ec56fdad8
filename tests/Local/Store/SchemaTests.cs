using Muster.Chunks;
using Muster.Local.Store;
using Muster.Local.Store.Schema;
using Muster.Local.Store.Sqlite;
using Muster.Points;
using Muster.Runs;
using Muster.Stores;
using Muster.Tests.Children;
using Muster.Tests.Conformance;

namespace Muster.Tests.Local.Store;

/// <summary>The checked-in <c>stores/v1.db</c> was written by version 1 of the schema; see <see cref="SchemaSql"/>.</summary>
public sealed class SchemaTests : IDisposable
{
    private static readonly PoolKey RunningPool = new(RunId.FromToken("running"), 1, 0);

    private readonly TemporaryFolder folder = new();
    private readonly StoreDirectory directory;

    public SchemaTests() => directory = new(folder.Path);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_older_store_is_brought_to_this_version_with_its_data_intact()
    {
        CopyOlderStore();
        using var store = SqliteRunStore.Open(directory);

        Assert.Equal(["waiting", "running", "done", "cancelled"], (await store.ListRunsAsync(new(), Cancel)).Select(run => run.Name));
        Assert.Equal(["running", "waiting"], (await store.ListRunsWantingWorkAsync(10, Cancel)).Select(run => run.Name));
        var chunks = await store.ListChunksAsync(RunningPool, 0, 9, 9, Cancel);
        Assert.Equal([(0L, "w1", 0), (1, null, 1)], chunks.Select(chunk => (chunk.Key.Number, chunk.Owner, chunk.Losses)));
        Assert.Equal((PointState.Succeeded, 0, 1.5), chunks[0].Entries[0] is var line ? (line.State, line.Last!.ExitCode, line.Last.Elapsed!.Value.TotalSeconds) : default);
        Assert.Equal((3, 1), await store.GetHintsAsync(RunningPool, Cancel) is var hints ? (hints.Cursor, hints.Returned.Single()) : default);
        Assert.Equal("w1", Assert.Single(await store.ListWorkersAsync(RunningPool.Run, Cancel)).Key.Worker);
        Assert.Equal(2, (await store.GetGrantBookAsync(RunningPool.Run, Cancel))!.Slots);
    }

    [Fact]
    public async Task An_older_store_takes_new_records_once_it_was_brought_up()
    {
        CopyOlderStore();
        using (var store = SqliteRunStore.Open(directory))
        {
            var running = (await store.GetRunAsync(RunningPool.Run, Cancel))!;
            Assert.Equal(WriteAnswer.Written, await store.WriteAsync(Samples.Intent(token: "running"), Cancel));
            Assert.Equal(WriteAnswer.Written, await store.WriteAsync(running with { Version = 2, State = RunState.Complete }, Cancel));
        }

        using var again = SqliteRunStore.Open(directory);
        Assert.Single(await again.ListOpenIntentsAsync(RunningPool.Run, Cancel));
        Assert.Equal(["waiting"], (await again.ListRunsWantingWorkAsync(10, Cancel)).Select(run => run.Name));
        Assert.Equal(("00112233aabbccdd", 3L), (Meta("store_id"), SchemaSql.Steps.Count));
        Assert.Equal("3", Meta("schema_version"));
    }

    [Fact]
    public void A_step_that_fails_leaves_the_older_store_as_it_was()
    {
        CopyOlderStore();
        using (var database = Open())
        {
            Assert.Throws<SqliteException>(() => SchemaUpgrade.Apply(database, [.. SchemaSql.Steps, "CREATE TABLE half (x); CREATE TABLE runs (x);"]));
            Assert.Equal(1, SchemaUpgrade.VersionOf(database));
            Assert.Equal(0, Count("SELECT count(*) FROM pragma_table_info('runs') WHERE name = 'wants_work'"));
            Assert.Equal(0, Count("SELECT count(*) FROM sqlite_master WHERE name IN ('half', 'intents')"));
        }

        using var store = SqliteRunStore.Open(directory);
        Assert.Equal("3", Meta("schema_version"));
    }

    [Fact]
    public async Task A_process_that_is_killed_on_the_way_leaves_the_older_store_as_it_was()
    {
        CopyOlderStore();
        using var child = ChildProcess.Start("upgrade", directory.Root);
        Assert.Equal("half", await child.ReadLineAsync(Cancel));

        await child.KillAsync(Cancel);

        Assert.Equal("1", Meta("schema_version"));
        using var store = SqliteRunStore.Open(directory);
        Assert.Equal(4, (await store.ListRunsAsync(new(), Cancel)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_that_open_a_new_or_older_store_at_once_all_succeed(bool older)
    {
        if (older)
            CopyOlderStore();
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SqliteRunStore.Open(directory), Cancel)));

        Assert.Equal(WriteAnswer.Written, await stores[0].WriteAsync(Samples.Run(), Cancel));
        Assert.All(stores, store => Assert.NotNull(store.GetRunAsync(Samples.Run().Id, Cancel).GetAwaiter().GetResult()));
        Assert.Equal("3", Meta("schema_version"));
        Array.ForEach(stores, store => store.Dispose());
    }

    [Fact]
    public void Opening_a_store_that_another_process_is_making_waits_for_it()
    {
        directory.Create();
        using var maker = Database.Open(directory.StoreFile, create: true, TimeSpan.Zero);
        maker.Run("BEGIN IMMEDIATE");
        var patience = TimeSpan.FromMilliseconds(300);
        var began = TimeProvider.System.GetTimestamp();

        Assert.Throws<StoreUnavailableException>(() => SqliteRunStore.Open(directory, new() { BusyPatience = patience }));

        Assert.True(TimeProvider.System.GetElapsedTime(began) >= patience);
        maker.Run("ROLLBACK");
        SqliteRunStore.Open(directory).Dispose();
    }

    [Fact]
    public void A_newer_store_is_refused_and_left_alone()
    {
        SqliteRunStore.Open(directory).Dispose();
        using (var database = Open())
            database.Run("UPDATE meta SET value = 7 WHERE key = 'schema_version'");
        var before = File.ReadAllBytes(directory.StoreFile);

        var error = Assert.Throws<StoreProblemException>(() => SqliteRunStore.Open(directory));

        Assert.Equal(
            $"The store {directory.StoreFile} has schema version 7; this version of Muster reads up to version 3. Nothing was changed. Use the newer Muster that wrote it, or give another directory with --store.",
            error.Message);
        Assert.Equal((StoreProblem.Newer, directory.StoreFile), (error.Problem, error.Path));
        Assert.Equal(before, File.ReadAllBytes(directory.StoreFile));
    }

    [Fact]
    public void Each_store_has_an_id_of_its_own()
    {
        SqliteRunStore.Open(directory).Dispose();
        SqliteRunStore.Open(new(folder.At("other"))).Dispose();
        using var other = Database.Open(folder.At("other/store.db"), create: false, TimeSpan.Zero);

        Assert.Matches("^[0-9a-f]{16}$", Meta("store_id"));
        Assert.NotEqual(Meta("store_id"), Text(other, "SELECT value FROM meta WHERE key = 'store_id'"));
    }

    private void CopyOlderStore() => File.Copy(Path.Combine(AppContext.BaseDirectory, "Local/Store/stores/v1.db"), directory.StoreFile);

    private Database Open() => Database.Open(directory.StoreFile, create: false, TimeSpan.FromSeconds(10));

    private string? Meta(string key)
    {
        using var database = Open();
        return Text(database, $"SELECT value FROM meta WHERE key = '{key}'");
    }

    private long Count(string sql)
    {
        using var database = Open();
        return long.Parse(Text(database, sql)!);
    }

    private static string? Text(Database database, string sql)
    {
        using var rows = database.Use(sql);
        return rows.Read() ? rows.Text(0) : null;
    }
}
