using Muster.Local.Store.Sqlite;

namespace Muster.Local.Store;

/// <summary>
/// Notices that somebody wrote to a store, in this process or another. It asks a counter that SQLite keeps in shared
/// memory, which costs microseconds and reads no record; so a watcher reads only when there is something new.
/// </summary>
public sealed class StoreChanges : IDisposable
{
    private readonly Database database;
    private readonly TimeProvider clock;
    private long seen;

    private StoreChanges(Database database, TimeProvider clock)
    {
        (this.database, this.clock) = (database, clock);
        seen = Counter();
    }

    /// <summary>How long <see cref="WaitAsync"/> waits between two looks; default 50 ms.</summary>
    public TimeSpan Between { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Watches a store that is there, from now on.</summary>
    /// <param name="directory">The store.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <exception cref="StoreProblemException">The store cannot be used.</exception>
    public static StoreChanges Watch(StoreDirectory directory, TimeProvider clock)
    {
        try
        {
            return new(Database.Open(directory.StoreFile, create: false, new StoreOptions().BusyPatience), clock);
        }
        catch (SqliteException error)
        {
            throw error.Told();
        }
    }

    /// <summary>Whether somebody wrote since this was asked last, or since the watch began.</summary>
    public bool HasChanged()
    {
        try
        {
            var now = Counter();
            var changed = now != seen;
            seen = now;
            return changed;
        }
        catch (SqliteException error)
        {
            throw error.Told();
        }
    }

    /// <summary>Waits until somebody writes, or a time has passed.</summary>
    /// <param name="atMost">How long.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>Whether somebody wrote.</returns>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel = default)
    {
        var since = clock.GetTimestamp();
        while (!HasChanged())
        {
            var left = atMost - clock.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
                return false;
            await Task.Delay(left < Between ? left : Between, clock, cancel);
        }

        return true;
    }

    /// <inheritdoc />
    public void Dispose() => database.Dispose();

    private long Counter()
    {
        using var query = database.Use("PRAGMA data_version");
        query.Read();
        return query.Number(0);
    }
}
