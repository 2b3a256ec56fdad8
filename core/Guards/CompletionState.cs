namespace Muster.Guards;

/// <summary>Since when a completion file is there.</summary>
public sealed record CompletionState
{
    private CompletionState(TimeSpan? seenAt) => SeenAt = seenAt;

    /// <summary>It was not seen.</summary>
    public static CompletionState Start { get; } = new((TimeSpan?)null);

    /// <summary>When it was first seen, on the caller's monotonic clock; null: it is not there.</summary>
    public TimeSpan? SeenAt { get; }

    /// <summary>The state after a look.</summary>
    /// <param name="isThere">Whether it is there; null: that could not be told, and changes nothing.</param>
    /// <param name="at">When it was looked for, on a monotonic clock.</param>
    public CompletionState Next(bool? isThere, TimeSpan at) => isThere switch
    {
        true when SeenAt is null => new(at),
        false => Start,
        _ => this,
    };
}
