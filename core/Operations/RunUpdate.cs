using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Operations;

/// <summary>Gives runs other limits.</summary>
/// <param name="store">The records.</param>
/// <param name="time">The clocks.</param>
public sealed class RunUpdate(IRunStore store, TimeProvider time)
{
    /// <summary>Changes what is given. When this returns, it is durable; whoever coordinates the run heeds it at the next tick, and a run that has ended in its next round.</summary>
    /// <param name="id">The run.</param>
    /// <param name="priority">Its priority from now on; null: as it is.</param>
    /// <param name="maxConcurrent">Most points at once from now on; null: as it is.</param>
    /// <param name="cancel">Ends the call; the change may be written or not.</param>
    /// <exception cref="RunNotFoundException">It is not there any more.</exception>
    /// <exception cref="StoreUnavailableException">Others changed the run again and again.</exception>
    public Task<RunRecord> UpdateAsync(RunId id, Priority? priority, MaxConcurrent? maxConcurrent, CancellationToken cancel = default) =>
        RunEdit.TryAsync(store, id, async run =>
        {
            var next = run.Update(priority, maxConcurrent, time.GetUtcNow());
            return ReferenceEquals(next, run) || await store.WriteAsync(next, cancel) == WriteAnswer.Written ? next : null;
        }, cancel);
}
