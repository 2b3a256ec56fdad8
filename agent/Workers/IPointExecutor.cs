using Muster.Points;
using Muster.Workers;

namespace Muster.Agent.Workers;

/// <summary>Runs attempts of points for one worker. Calls may come from any thread.</summary>
public interface IPointExecutor : IAsyncDisposable
{
    /// <summary>Starts an attempt. Exactly one of the listener's methods is called for it, once, on any thread.</summary>
    void Start(StartOrder order, IAttemptListener listener);

    /// <summary>Ends a running attempt; its end is told to its listener. An attempt that is not running (any more) is left alone.</summary>
    /// <param name="point">The point's index.</param>
    /// <param name="why">What its record shall say.</param>
    /// <param name="atOnce">By force, without grace.</param>
    void End(long point, AttemptEnd why, bool atOnce);

    /// <summary>
    /// The worker is to end at once: an attempt that has ended, but whose output the disk does not take, is not waited for any longer. Its listener hears
    /// that it did not start, so that it runs again.
    /// </summary>
    void Hurry() { }

    /// <summary>The point's line in the store names this state of its graph, so an older one is of no use any more.</summary>
    void GraphStored(long point, string reference) { }

    /// <summary>Completes once all that ended attempts wrote before the call is durable, and can be read wherever their records are; cheap when they wrote nothing.</summary>
    /// <exception cref="Output.OutputException">The disk would not.</exception>
    /// <exception cref="Muster.Stores.StoreUnavailableException">The blobs would not.</exception>
    ValueTask SyncAsync();
}

/// <summary>Hears how attempts end.</summary>
public interface IAttemptListener
{
    /// <summary>The attempt ended.</summary>
    void Ended(long point, AttemptRecord attempt);

    /// <summary>The state of a running attempt's graph was kept under a reference that the point's line shall name.</summary>
    void GraphKept(long point, string reference);

    /// <summary>The machine could not start it; the problem is a sentence for people.</summary>
    void NotStarted(long point, string problem);
}
