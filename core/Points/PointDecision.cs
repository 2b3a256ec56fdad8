using Muster.Workers;

namespace Muster.Points;

/// <summary>What becomes of a point after an attempt.</summary>
public static class PointDecision
{
    /// <summary>The point's line after its last attempt: ended, or to be tried again.</summary>
    /// <param name="entry">The line, with the attempt that ended as its last.</param>
    /// <param name="retry">Decides on retries of failed attempts.</param>
    /// <param name="now">The time (UTC).</param>
    /// <param name="isCancelled">Whether somebody cancelled this point: then it is not tried again. Default false.</param>
    public static PointEntry AfterAttempt(PointEntry entry, RetryRule retry, DateTimeOffset now, bool isCancelled = false)
    {
        var next = AfterAttempt(entry, retry, now);
        return isCancelled && next.State == PointState.Pending ? Cancelled(next) : next;
    }

    /// <summary>The line of a point that is not to be run any more.</summary>
    public static PointEntry Cancelled(PointEntry entry) => entry with { State = PointState.Cancelled, NotBefore = null };

    private static PointEntry AfterAttempt(PointEntry entry, RetryRule retry, DateTimeOffset now)
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
