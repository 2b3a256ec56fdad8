using Muster.Local.Store.Sqlite;

namespace Muster.Local.Store.Connections;

/// <summary>
/// The one writer of this process: a thread that puts everything that waits into one transaction, commits it with one
/// fsync, and answers then. It adds no delay of its own: while one commit is under way, the next one's writes gather.
/// </summary>
internal sealed class Writer : IDisposable
{
    /// <summary>Most writes in one transaction, so that others wait a few milliseconds at most.</summary>
    public const int MostPerCommit = 512;

    private readonly WriteQueue queue = new();
    private readonly WriterConnection connection;
    private readonly StorePresence presence;
    private readonly Lazy<Thread> thread;

    public Writer(WriterConnection connection, StorePresence presence)
    {
        (this.connection, this.presence) = (connection, presence);
        thread = new(Start);
    }

    /// <summary>Writes that were not begun.</summary>
    public int Waiting => queue.Count;

    /// <summary>Does some work within a transaction; the task ends when it is durable.</summary>
    public Task<T> WriteAsync<T>(Func<Database, T> work, CancellationToken cancel)
    {
        var request = new WriteRequest<T>(work, cancel);
        queue.Add(request);
        _ = thread.Value;
        return request.Task;
    }

    /// <summary>Commits what waits, then ends.</summary>
    public void Dispose()
    {
        queue.Close();
        if (thread.IsValueCreated)
            thread.Value.Join();
        queue.Dispose();
        connection.Dispose();
    }

    private Thread Start()
    {
        var started = new Thread(Loop) { IsBackground = true, Name = "muster store writer" };
        started.Start();
        return started;
    }

    private void Loop()
    {
        while (queue.Take(MostPerCommit) is { Count: > 0 } batch)
            Commit(batch);
    }

    private void Commit(List<WriteRequest> batch)
    {
        if (presence.Problem is { } gone)
            batch.ForEach(request => request.Fail(gone));
        else if (connection.Commit(batch) is not { } failure)
            batch.ForEach(request => request.Answer());
        else if (failure.IsFull && batch.Count > 1)
            // A small write may still fit where the batch did not.
            batch.ForEach(request => Commit([request]));
        else
            batch.ForEach(request => request.Fail(failure.Told()));
    }
}
