using Muster.Workers;

namespace Muster.Points;

/// <summary>What becomes of a point after an attempt.</summary>
public static class PointDecision
{
    /// <summary>The point's line after its last attempt: ended, or to be tried again.</summary>
    /// <param name="entry">The line, with the attempt that ended as its last.</param>
    /// <param name="retry">Decides on retries of failed attempts.</param>
    /// <param name="now">The time (UTC).</param>
    public static PointEntry AfterAttempt(PointEntry entry, RetryRule retry, DateTimeOffset now)
    {
        var last = entry.Last ?? throw new ArgumentException("No attempt has ended.", nameof(entry));
        if (last is { End: AttemptEnd.Exited, ExitCode: 0 })
            return entry with { State = PointState.Succeeded, NotBefore = null };
        if (!last.IsCharged)
            return entry with { State = PointState.Pending, NotBefore = null };
        return retry(last, entry.ChargedAttempts) is { } wait
            ? entry with { State = PointState.Pending, NotBefore = wait > TimeSpan.Zero ? now + wait : null }
            : entry with { State = PointState.Failed, NotBefore = null };
    }
}
