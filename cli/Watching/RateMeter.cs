namespace Muster.Cli.Watching;

/// <summary>How fast points end, over the last while.</summary>
/// <param name="window">How far back it looks.</param>
public sealed class RateMeter(TimeSpan window)
{
    private readonly Queue<(TimeSpan At, long Ended)> samples = new();

    /// <summary>Points per second; null until points ended within the window.</summary>
    /// <param name="now">The monotonic time.</param>
    /// <param name="ended">Points that ended so far.</param>
    public double? Sample(TimeSpan now, long ended)
    {
        samples.Enqueue((now, ended));
        while (samples.Count > 2 && now - samples.Peek().At > window)
            samples.Dequeue();
        var (since, before) = samples.Peek();
        var seconds = (now - since).TotalSeconds;
        return ended > before && seconds > 0 ? (ended - before) / seconds : null;
    }
}
