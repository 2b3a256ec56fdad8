using System.Collections.Concurrent;
using Muster.Local.Store.Sqlite;

namespace Muster.Local.Store.Connections;

/// <summary>Connections that read. Each query sees all that was committed before it began, by this process or another.</summary>
internal sealed class ReaderPool(string path, StoreOptions options, StorePresence presence) : IDisposable
{
    private const int MostIdle = 4;

    private readonly ConcurrentStack<Database> idle = new();
    private volatile bool closed;

    /// <summary>Runs a query on a free connection; opens one when all are in use.</summary>
    public T Read<T>(Func<Database, T> query)
    {
        ObjectDisposedException.ThrowIf(closed, typeof(SqliteRunStore));
        if (presence.Problem is { } gone)
            throw gone;
        try
        {
            var database = idle.TryPop(out var free) ? free : Database.Open(path, create: false, options.BusyPatience);
            return Read(database, query);
        }
        catch (SqliteException error)
        {
            throw error.Told();
        }
    }

    /// <summary>Takes over a connection that was opened for something else.</summary>
    public void Add(Database database) => idle.Push(database);

    /// <inheritdoc />
    public void Dispose()
    {
        closed = true;
        while (idle.TryPop(out var database))
            database.Dispose();
    }

    private T Read<T>(Database database, Func<Database, T> query)
    {
        var well = false;
        try
        {
            var result = query(database);
            well = true;
            return result;
        }
        finally
        {
            if (well && !closed && idle.Count < MostIdle)
                idle.Push(database);
            else
                database.Dispose();
        }
    }
}
