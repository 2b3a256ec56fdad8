namespace Muster.Coordination;

/// <summary>
/// Clocks of a coordinator that lives for one tick at a time. The monotonic one is patient: it goes on from where the last tick left it, as fast as
/// real time, and knows nothing of the time between ticks but what it was told. So it never runs ahead of real time, and what is counted
/// on it is never over too early (promise 11). The wall clock is the real one.
/// </summary>
public sealed class PatientTime : TimeProvider
{
    private readonly TimeProvider real;
    private readonly TimeSpan from;
    private readonly long begun;

    /// <summary>Clocks that go on from a time.</summary>
    /// <param name="real">The real ones.</param>
    /// <param name="from">Where the monotonic clock stands now; 0 or more.</param>
    public PatientTime(TimeProvider real, TimeSpan from)
    {
        if (from < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(from), from, "A patient clock stands at 0 or later.");
        (this.real, this.from, begun) = (real, from, real.GetTimestamp());
    }

    /// <summary>Where the monotonic clock stands now.</summary>
    public TimeSpan Now => from + real.GetElapsedTime(begun);

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override long GetTimestamp() => Now.Ticks;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => real.GetUtcNow();

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => real.CreateTimer(callback, state, dueTime, period);
}
