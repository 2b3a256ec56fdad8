namespace Muster.Agent.Points;

/// <summary>
/// What those who run jobs hear of an interruption: until when the jobs may go on, and why. It is told once before the jobs are asked to end, or well ahead.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class Interruption(TimeProvider time) : IDisposable
{
    /// <summary>Time between the end of the jobs and the time that was told: to keep what they left, and to give chunks back.</summary>
    public static readonly TimeSpan ForKeeping = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource told = new();
    private volatile InterruptionNotice? notice;

    /// <summary>Cancelled when there is something to tell.</summary>
    public CancellationToken Told => told.Token;

    /// <summary>What was told; null: nothing.</summary>
    public InterruptionNotice? Notice => notice;

    /// <summary>Tells it.</summary>
    /// <param name="by">When all work must be over (UTC).</param>
    /// <param name="reason">Why, for people.</param>
    public void Tell(DateTimeOffset by, string reason)
    {
        notice = new(by, reason);
        told.Cancel();
    }

    /// <inheritdoc />
    public void Dispose() => told.Dispose();

    /// <summary>How long jobs may go on that are asked to end now.</summary>
    /// <param name="usual">The usual grace; it is never less.</param>
    public TimeSpan GraceOr(TimeSpan usual) => notice is { } heard && heard.By - time.GetUtcNow() - ForKeeping is var left && left > usual ? left : usual;
}

/// <summary>What was told of an interruption.</summary>
/// <param name="By">When all work must be over (UTC).</param>
/// <param name="Reason">Why, for people.</param>
public sealed record InterruptionNotice(DateTimeOffset By, string Reason);
