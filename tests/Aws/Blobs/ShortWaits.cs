using System.Collections.Concurrent;

namespace Muster.Tests.Aws.Blobs;

/// <summary>The system's clocks, but waits of less than half a minute, those between tries, end at once and are noted.</summary>
internal sealed class ShortWaits : TimeProvider
{
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<TimeSpan> waits = new();

    /// <summary>The waits that were cut short, in their order.</summary>
    public IEnumerable<TimeSpan> Waits => waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime >= s_short)
            return base.CreateTimer(callback, state, dueTime, period);
        waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
