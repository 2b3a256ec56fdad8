using Muster.Runs;
using Muster.Sets;
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

    /// <summary>Cancels some points of a run, and lets the others be. When this returns, the wish is durable and nobody's later write undoes it (promise 7).</summary>
    /// <param name="id">The run.</param>
    /// <param name="points">The points; those that have ended stay as they are.</param>
    /// <param name="cancel">Ends the call; the wish may be written or not.</param>
    /// <exception cref="RunNotFoundException">It is not there any more.</exception>
    /// <exception cref="NoSuchPointException">An index is beyond the run's points.</exception>
    /// <exception cref="TooManyRangesException">The points lie too scattered to be kept in the run's record.</exception>
    /// <exception cref="StoreUnavailableException">Others changed the run again and again.</exception>
    public Task<CancelAnswer> CancelPointsAsync(RunId id, IndexSet points, CancellationToken cancel = default) => RunEdit.TryAsync(store, id, async run =>
    {
        if (points.Count > 0 && points.Ranges[^1].Last >= run.PointCount)
            throw NoSuchPointException.Of(run, points.Ranges[^1].Last);
        var next = run.CancelPoints(points, time.GetUtcNow());
        if (next is null)
            return new CancelAnswer(run, CancelOutcome.HadEnded);
        if (ReferenceEquals(next, run) || run.Desired == DesiredState.Cancelled)
            return new(run, CancelOutcome.WasAsked);
        if (next.CancelledPoints.Ranges.Count > TooManyRangesException.Most)
            throw TooManyRangesException.Of(run, next.CancelledPoints.Ranges.Count);
        return await store.WriteAsync(next, cancel) == WriteAnswer.Written ? new(next, CancelOutcome.Asked) : null;
    }, cancel);
}

/// <summary>Cancelled points lie too scattered: each range of them is part of the run's record, which is written often.</summary>
public sealed class TooManyRangesException : Exception
{
    /// <summary>Most ranges of points that a run keeps as cancelled: about 16 kilobytes of its record.</summary>
    public const int Most = 1000;

    private TooManyRangesException(string message) : base(message) { }

    internal static TooManyRangesException Of(RunRecord run, int ranges) => new(
        $"The cancelled points of run {run.Id} ({run.Name}) would lie in {ranges} separate ranges, and a run keeps {Most}. Cancel fewer, or such that lie side by side.");
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
