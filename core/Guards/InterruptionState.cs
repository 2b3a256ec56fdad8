namespace Muster.Guards;

/// <summary>The notice that stands, and since when. One that was seen stands until another takes its place: nobody gives a machine back to an agent that has begun to leave it.</summary>
public sealed record InterruptionState
{
    private InterruptionState(InterruptionNotice? notice, DateTimeOffset since) => (Notice, Since) = (notice, since);

    /// <summary>None was seen.</summary>
    public static InterruptionState Start { get; } = new(null, default);

    /// <summary>The notice; null: none was seen.</summary>
    public InterruptionNotice? Notice { get; }

    /// <summary>When one of its kind was first seen (UTC).</summary>
    public DateTimeOffset Since { get; }

    /// <summary>When the work must be over (UTC); null: not because of a notice.</summary>
    public DateTimeOffset? By(GuardPolicy policy) => Notice is { Kind: not InterruptionKind.AtRisk } notice ? notice.Deadline ?? Since + policy.ShortestNotice : null;

    /// <summary>The state after a look. A machine that is ending does not become one that is merely at risk.</summary>
    /// <param name="notice">What stands now; null: nothing new.</param>
    /// <param name="now">The time (UTC).</param>
    public InterruptionState Next(InterruptionNotice? notice, DateTimeOffset now) => notice is null || notice == Notice || (notice.Kind == InterruptionKind.AtRisk && Notice is not null)
        ? this
        : new(notice, Notice is { } earlier && earlier.Kind != InterruptionKind.AtRisk ? Since : now);
}
