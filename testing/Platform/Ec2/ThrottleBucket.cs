namespace Muster.Testing.Platform.Ec2;

/// <summary>A token bucket, as EC2 has one for each action, account and region.</summary>
/// <param name="time">The clock.</param>
/// <param name="size">Calls that may come at once.</param>
/// <param name="perSecond">Calls per second that it refills by.</param>
public sealed class ThrottleBucket(TimeProvider time, double size, double perSecond)
{
    private readonly Lock gate = new();
    private double used;
    private long filledAt = time.GetTimestamp();

    /// <summary>Takes a token, if there is one.</summary>
    public bool TryTake()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            used = Math.Max(0, used - (time.GetElapsedTime(filledAt, now).TotalSeconds * perSecond));
            filledAt = now;
            if (used + 1 > size)
                return false;
            used++;
            return true;
        }
    }
}
