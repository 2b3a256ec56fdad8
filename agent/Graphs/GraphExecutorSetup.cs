using Muster.Agent.Points;
using Muster.Agent.Processes.Linux.OutOfMemory;
using Muster.Graphs;
using Muster.Stores;

namespace Muster.Agent.Graphs;

/// <summary>What an executor of job graphs works with.</summary>
public sealed record GraphExecutorSetup : ExecutorSetup
{
    /// <summary>The blobs, to which states, logs and results go.</summary>
    public required IBlobStore Blobs { get; init; }

    /// <summary>What the jobs of one point may use together.</summary>
    public required JobRoom Room { get; init; }

    /// <summary>Chance from 0 up to 1, for waits between attempts.</summary>
    public required Func<double> Chance { get; init; }

    /// <summary>Counts processes that were killed for lack of memory; default: nobody counts.</summary>
    public IMemoryKills MemoryKills { get; init; } = new NoMemoryKills();

    /// <summary>
    /// How soon a change is kept in the store; default 1 second. A job that took longer is kept at once when it ended: what a lost machine costs besides
    /// the jobs that ran is at most what ended within so much.
    /// </summary>
    public TimeSpan KeepWithin { get; init; } = TimeSpan.FromSeconds(1);
}
