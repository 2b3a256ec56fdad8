namespace Muster.Local.Store.Connections;

/// <summary>What waits for the writer's thread. Everything that waits is taken at once, up to a limit.</summary>
internal sealed class WriteQueue : IDisposable
{
    private readonly Lock owner = new();
    private readonly Queue<WriteRequest> waiting = [];
    private readonly ManualResetEventSlim something = new();
    private bool closed;

    /// <summary>Requests that were not handed out.</summary>
    public int Count
    {
        get
        {
            lock (owner)
                return waiting.Count;
        }
    }

    /// <summary>Adds a request.</summary>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public void Add(WriteRequest request)
    {
        lock (owner)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(SqliteRunStore));
            waiting.Enqueue(request);
            something.Set();
        }
    }

    /// <summary>Nothing may be added any more; what waits is still handed out.</summary>
    public void Close()
    {
        lock (owner)
        {
            if (closed)
                return;
            closed = true;
            something.Set();
        }
    }

    /// <summary>Waits until there is something, and takes it.</summary>
    /// <param name="most">Most requests to take.</param>
    /// <returns>The requests in their order; empty when the queue is closed and has no more.</returns>
    public List<WriteRequest> Take(int most)
    {
        while (true)
        {
            lock (owner)
            {
                var batch = new List<WriteRequest>(Math.Min(most, waiting.Count));
                while (batch.Count < most && waiting.TryDequeue(out var request))
                {
                    if (!request.GiveUpIfCancelled())
                        batch.Add(request);
                }

                if (batch.Count > 0 || closed)
                    return batch;
                something.Reset();
            }

            something.Wait();
        }
    }

    /// <inheritdoc />
    public void Dispose() => something.Dispose();
}
