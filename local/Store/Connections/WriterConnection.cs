using Muster.Local.Store.Sqlite;
using SQLitePCL;

namespace Muster.Local.Store.Connections;

/// <summary>The connection of the writer's thread. After a failure it is opened anew, so that no half-known state remains.</summary>
internal sealed class WriterConnection(string path, StoreOptions options) : IDisposable
{
    // SQLite's own waiting sleeps up to 100 ms between tries and can starve beside a busy process; a try costs microseconds.
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(1);

    private readonly ManualResetEventSlim never = new();
    private Database? database;

    /// <summary>Does the work of a batch in one transaction.</summary>
    /// <returns>What went wrong, and then nothing of the batch is known to be durable; null when it is durable.</returns>
    public SqliteException? Commit(IReadOnlyList<WriteRequest> batch)
    {
        try
        {
            var current = database ??= Open();
            if (options.MostPages?.Invoke() is { } pages)
                current.Run($"PRAGMA max_page_count = {pages}");
            Begin(current);
            foreach (var request in batch)
                request.Execute(current);
            current.Run("COMMIT");
            return null;
        }
        catch (SqliteException error)
        {
            // Closing a connection rolls its transaction back.
            Close();
            return error;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Close();
        never.Dispose();
    }

    private void Close()
    {
        database?.Dispose();
        database = null;
    }

    private Database Open()
    {
        var opened = Database.Open(path, create: false, TimeSpan.Zero);
        opened.Run("PRAGMA synchronous = FULL");
        return opened;
    }

    private void Begin(Database current)
    {
        var since = options.Clock.GetTimestamp();
        while (!current.TryBegin())
        {
            if (options.Clock.GetElapsedTime(since) > options.BusyPatience)
                current.Check(raw.SQLITE_BUSY, "written");
            never.Wait(BetweenTries);
        }
    }
}
