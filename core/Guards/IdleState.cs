namespace Muster.Guards;

/// <summary>
/// Since when a machine is quiet, as a state machine over successive readings on a monotonic clock.
/// <code>
/// Unknown, busy or first reading → not quiet
/// quiet since the last reading   → quiet since that reading, or since the earlier one that was so; but not longer than nobody typed
/// </code>
/// </summary>
public sealed record IdleState
{
    private IdleState() { }

    /// <summary>Nothing was read yet.</summary>
    public static IdleState Start { get; } = new() { Busy = "It was not looked at yet." };

    /// <summary>When the last reading was made, on the caller's monotonic clock; null: none was.</summary>
    public TimeSpan? ReadAt { get; private init; }

    /// <summary>The last reading; null: none was made.</summary>
    public MachineReading? Reading { get; private init; }

    /// <summary>Since when it is quiet, on the same clock; null: it is not.</summary>
    public TimeSpan? QuietSince { get; private init; }

    /// <summary>Why it is not quiet, in a sentence; null: it is.</summary>
    public string? Busy { get; private init; }

    /// <summary>How long it had been quiet at the last reading; zero when it was not.</summary>
    public TimeSpan QuietFor => ReadAt is { } at && QuietSince is { } since ? at - since : TimeSpan.Zero;

    /// <summary>The state after a reading.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="at">When it was made, on a monotonic clock.</param>
    /// <param name="policy">The thresholds.</param>
    public IdleState Next(MachineReading reading, TimeSpan at, IdlePolicy policy)
    {
        var busy = QuietCheck.FindReason(Reading, reading, ReadAt is { } last ? at - last : TimeSpan.Zero, policy);
        return new() { ReadAt = at, Reading = reading, Busy = busy, QuietSince = busy is null ? Later(QuietSince ?? ReadAt!.Value, LastTyped(reading, at)) : null };
    }

    private static TimeSpan LastTyped(MachineReading reading, TimeSpan at)
    {
        var last = TimeSpan.MinValue;
        foreach (var idle in reading.TerminalsIdleFor!)
            last = Later(last, idle > TimeSpan.Zero ? at - idle : at);
        return last;
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
