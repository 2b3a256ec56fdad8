using Muster.Runs;
using Muster.Stores;

namespace Muster.Operations;

/// <summary>Cancels runs.</summary>
/// <param name="store">The records.</param>
/// <param name="time">The clocks.</param>
public sealed class RunCancel(IRunStore store, TimeProvider time)
{
    /// <summary>Cancels a run. When this returns, the wish is durable and nobody's later write undoes it (promise 7).</summary>
    /// <param name="id">The run.</param>
    /// <param name="cancel">Ends the call; the wish may be written or not.</param>
    /// <exception cref="RunNotFoundException">It is not there any more.</exception>
    /// <exception cref="StoreUnavailableException">Others changed the run again and again.</exception>
    public Task<CancelAnswer> CancelAsync(RunId id, CancellationToken cancel = default) => RunEdit.TryAsync(store, id, async run =>
    {
        if (run.State.IsTerminal())
            return new CancelAnswer(run, CancelOutcome.HadEnded);
        if (run.CancelUnstarted(time.GetUtcNow()) is { } ended)
            return await store.WriteAsync(ended, cancel) == WriteAnswer.Written ? new(ended, CancelOutcome.Cancelled) : null;
        if (run.Desired == DesiredState.Cancelled)
            return new(run, CancelOutcome.WasAsked);
        var asked = run.Cancel(time.GetUtcNow())!;
        return await store.WriteAsync(asked, cancel) == WriteAnswer.Written ? new(asked, CancelOutcome.Asked) : null;
    }, cancel);
}

/// <summary>What a cancel came to.</summary>
/// <param name="Run">The run afterwards.</param>
/// <param name="Outcome">What happened.</param>
public sealed record CancelAnswer(RunRecord Run, CancelOutcome Outcome);

/// <summary>What a cancel came to.</summary>
public enum CancelOutcome
{
    /// <summary>It is cancelled: nothing of it had started.</summary>
    Cancelled,
    /// <summary>The wish is durable; whoever coordinates the run ends its points.</summary>
    Asked,
    /// <summary>It had been asked for before.</summary>
    WasAsked,
    /// <summary>The run had already ended; nothing was done.</summary>
    HadEnded,
}
