using Muster.Runs;
using Muster.Stores;

namespace Muster.Operations;

/// <summary>Holds runs, and releases them.</summary>
/// <param name="store">The records.</param>
/// <param name="time">The clocks.</param>
public sealed class RunHold(IRunStore store, TimeProvider time)
{
    /// <summary>Holds a run: nothing more of it starts. When this returns, the wish is durable.</summary>
    /// <param name="id">The run.</param>
    /// <param name="cancel">Ends the call; the wish may be written or not.</param>
    /// <exception cref="RunNotFoundException">It is not there any more.</exception>
    /// <exception cref="StoreUnavailableException">Others changed the run again and again.</exception>
    public Task<HoldAnswer> HoldAsync(RunId id, CancellationToken cancel = default) => RunEdit.TryAsync(store, id, async run => run.Hold(time.GetUtcNow()) switch
    {
        null => new(run, run.State.IsTerminal() ? HoldOutcome.HadEnded : HoldOutcome.IsBeingCancelled),
        var next when ReferenceEquals(next, run) => new(run, HoldOutcome.WasHeld),
        var next => await store.WriteAsync(next, cancel) == WriteAnswer.Written ? new HoldAnswer(next, next.State == RunState.Ignored ? HoldOutcome.Held : HoldOutcome.Asked) : null,
    }, cancel);

    /// <summary>Releases a run that is held. When this returns, it wants work again, durably.</summary>
    /// <param name="id">The run.</param>
    /// <param name="cancel">Ends the call; the release may be written or not.</param>
    /// <exception cref="RunNotFoundException">It is not there any more.</exception>
    /// <exception cref="StoreUnavailableException">Others changed the run again and again.</exception>
    public Task<HoldAnswer> ReleaseAsync(RunId id, CancellationToken cancel = default) => RunEdit.TryAsync(store, id, async run => run.Release(time.GetUtcNow()) switch
    {
        null => new(run, HoldOutcome.WasNotHeld),
        var next => await store.WriteAsync(next, cancel) == WriteAnswer.Written ? new HoldAnswer(next, HoldOutcome.Released) : null,
    }, cancel);
}

/// <summary>What a hold or a release came to.</summary>
/// <param name="Run">The run afterwards.</param>
/// <param name="Outcome">What happened.</param>
public sealed record HoldAnswer(RunRecord Run, HoldOutcome Outcome);

/// <summary>What a hold or a release came to.</summary>
public enum HoldOutcome
{
    /// <summary>It is held: nothing of it runs.</summary>
    Held,
    /// <summary>The wish is durable; whoever coordinates the run lets its points end, and starts no others.</summary>
    Asked,
    /// <summary>It was held before.</summary>
    WasHeld,
    /// <summary>It had ended; nothing was done.</summary>
    HadEnded,
    /// <summary>A cancel was asked for before; nothing was done.</summary>
    IsBeingCancelled,
    /// <summary>It is released, and wants work.</summary>
    Released,
    /// <summary>It was not held; nothing was done.</summary>
    WasNotHeld,
}
