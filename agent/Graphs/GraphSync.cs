using Muster.Agent.Output;

namespace Muster.Agent.Graphs;

/// <summary>Makes durable together what the journals of several graphs took since, so that short jobs do not wait for the disk.</summary>
/// <param name="time">Timers.</param>
/// <param name="trouble">Hears when the disk would not.</param>
internal sealed class GraphSync(TimeProvider time, Action<string> trouble) : IDisposable
{
    /// <summary>What happened is durable within so much: 100 ms.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private HashSet<IGraphFiles> dirty = [];
    private ITimer? timer;
    private bool isDisposed;

    /// <summary>Something was appended.</summary>
    public void Grew(IGraphFiles files)
    {
        lock (gate)
        {
            if (isDisposed || !dirty.Add(files) || dirty.Count > 1)
                return;
            timer ??= time.CreateTimer(_ => Sync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(Within, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            timer?.Dispose();
        }
    }

    private void Sync()
    {
        HashSet<IGraphFiles> all;
        lock (gate)
            (all, dirty) = (dirty, []);
        foreach (var files in all)
        {
            try
            {
                files.Sync();
            }
            catch (Exception error) when (error is OutputException or IOException or UnauthorizedAccessException)
            {
                trouble(error.Message);
                Grew(files);
            }
        }
    }
}

/// <summary>What is to be made durable of one graph.</summary>
internal interface IGraphFiles
{
    /// <summary>First what was written, then the journal that names it.</summary>
    void Sync();
}
