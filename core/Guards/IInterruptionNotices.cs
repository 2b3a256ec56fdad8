namespace Muster.Guards;

/// <summary>Where notices of interruptions come from. What watches a cloud's metadata is one.</summary>
public interface IInterruptionNotices
{
    /// <summary>The notice that stands now; null: there is none. A notice that cannot be read is one without a deadline.</summary>
    ValueTask<InterruptionNotice?> PollAsync(CancellationToken cancel);
}

/// <summary>There are never any.</summary>
public sealed class NoInterruptionNotices : IInterruptionNotices
{
    /// <inheritdoc />
    public ValueTask<InterruptionNotice?> PollAsync(CancellationToken cancel) => ValueTask.FromResult<InterruptionNotice?>(null);
}
