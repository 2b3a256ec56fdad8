namespace Muster.Testing.Time;

/// <summary>
/// Clocks that stand still until they are moved. Times are UTC; so is the local zone. A wait on them ends when they are moved far enough.
/// Safe to use from many threads at once.
/// </summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private readonly DateTimeOffset start;
    private DateTimeOffset now;

    /// <summary>Clocks that stand at a time (UTC).</summary>
    public ManualTime(DateTimeOffset start) => this.start = now = start;

    /// <summary>Clocks that stand at noon of 2026-03-01.</summary>
    public ManualTime() : this(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)) { }

    /// <summary>Whether the clocks go on by themselves to the next alarm as soon as somebody waits; default false.</summary>
    public bool GoesOn { get; init; }

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    /// <inheritdoc />
    public override long GetTimestamp() => (GetUtcNow() - start).Ticks;

    /// <summary>Moves the clocks forward; what is due meanwhile happens, in order.</summary>
    /// <param name="by">0 or more.</param>
    public void Move(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (TakeNext(until) is { } alarm)
            alarm.Ring();
        lock (gate)
            now = until > now ? until : now;
    }

    /// <summary>Has something happen when the clocks come to a time; clocks that go on by themselves do not go on for that.</summary>
    /// <param name="after">From now, 0 or more.</param>
    /// <param name="happens">What; before anything that waits for a later time goes on.</param>
    public void At(TimeSpan after, Action happens)
    {
        var alarm = new Alarm(this, happens);
        lock (gate)
            alarm.Add(after);
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    private Alarm? TakeNext(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = alarms.Where(alarm => alarm.Due <= until).MinBy(alarm => alarm.Due);
            if (next is null)
                return null;
            now = next.Due > now ? next.Due : now;
            alarms.Remove(next);
            return next;
        }
    }

    private sealed class Alarm(ManualTime time, Action ring) : ITimer
    {
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset Due { get; private set; }

        /// <summary>Is due after some time; the caller holds the gate.</summary>
        public void Add(TimeSpan after)
        {
            Due = time.now + after;
            time.alarms.Add(this);
        }

        public void Ring()
        {
            if (period > TimeSpan.Zero)
                Change(period, period);
            ring();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                time.alarms.Remove(this);
                this.period = period;
                if (dueTime < TimeSpan.Zero)
                    return true;
                Add(dueTime);
            }

            if (time.GoesOn)
                ThreadPool.QueueUserWorkItem(_ => time.Move(dueTime));
            return true;
        }

        public void Dispose()
        {
            lock (time.gate)
                time.alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
