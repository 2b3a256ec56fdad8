using Muster.Workers;

namespace Muster.Testing.Simulation.Time;

/// <summary>One machine's clocks: a monotonic one that runs a little fast or slow, and a wall clock that is set wrongly and jumps.</summary>
/// <param name="world">The true time.</param>
/// <param name="drift">How much faster than true time the monotonic clock runs, in millionths; may be negative.</param>
/// <param name="uptime">What the monotonic clock shows at the beginning.</param>
/// <param name="wallError">How far the wall clock is ahead of true time.</param>
internal sealed class SimClock(SimWorld world, int drift, TimeSpan uptime, TimeSpan wallError) : TimeProvider
{
    private readonly TimeSpan origin = world.Now;

    public TimeSpan WallError { get; set; } = wallError;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Monotonic => uptime + Own(world.Now - origin);

    public Moment Moment => new(Monotonic, GetUtcNow());

    public override long GetTimestamp() => Monotonic.Ticks;

    public override DateTimeOffset GetUtcNow() => world.Utc + WallError;

    /// <summary>True time until the monotonic clock shows a time; at least a tick.</summary>
    public TimeSpan Until(TimeSpan monotonic) => monotonic <= Monotonic ? new(1) : True(monotonic - Monotonic);

    /// <summary>True time in which the monotonic clock goes on by so much, rounded up.</summary>
    public TimeSpan True(TimeSpan own) => new(own.Ticks * 1_000_000 / (1_000_000 + drift) + 1);

    private TimeSpan Own(TimeSpan elapsed) => new(elapsed.Ticks + elapsed.Ticks * drift / 1_000_000);
}
