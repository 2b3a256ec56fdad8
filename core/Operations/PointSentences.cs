using System.Globalization;
using Muster.Coordination;
using Muster.Outputs;
using Muster.Runs;

namespace Muster.Operations;

/// <summary>Explains a point's state in sentences.</summary>
internal static class PointSentences
{
    private const int MostAttempts = 5;

    public static WaitCause? CauseOf(PointView point, RunStatus status, bool backoff) => point.Standing switch
    {
        PointStanding.Failed => WaitCause.Failure,
        PointStanding.Cancelled => WaitCause.Cancel,
        PointStanding.Pending => backoff ? WaitCause.Backoff : status.Reason?.Cause ?? WaitCause.Grant,
        PointStanding.Claimed => status.Reason is { Cause: WaitCause.Priority } ? WaitCause.Priority : WaitCause.Grant,
        PointStanding.Running or PointStanding.Succeeded => null,
        _ => throw new ArgumentOutOfRangeException(nameof(point), point.Standing, "An unknown standing."),
    };

    public static IEnumerable<string> Of(PointView point, RunStatus status, IReadOnlyList<PointAttempt> attempts, bool backoff)
    {
        yield return Standing(point, status, backoff);
        if (attempts.Count > MostAttempts)
            yield return $"Earlier attempts: {attempts.Count - MostAttempts}.";
        foreach (var attempt in attempts.TakeLast(MostAttempts))
        {
            var round = status.Run.Round.Number > 1 ? $" of round {attempt.Round}" : "";
            yield return $"Attempt {attempt.Attempt.Number}{round} {AttemptText.Of(attempt.Attempt)}.";
        }
    }

    /// <summary>Since when an attempt runs.</summary>
    public static string Of(LiveAttempt live) => string.Create(
        CultureInfo.InvariantCulture, $"Attempt {live.Number} runs on this machine since {live.StartedAt:yyyy-MM-dd HH:mm:ss} UTC.");

    private static string Standing(PointView point, RunStatus status, bool backoff) => point.Standing switch
    {
        PointStanding.Succeeded => "It succeeded.",
        PointStanding.Failed => $"It failed{Retries(point)}.",
        PointStanding.Cancelled => $"It was cancelled{(IsByItself(point, status.Run) ? "" : " with its run")} {(point.Entry.Attempts.Count > 0 ? "after it had started" : "before it started")}.",
        PointStanding.Running => "It is running.",
        PointStanding.Claimed when status.Reason is { Cause: WaitCause.Priority } reason => $"Worker {point.Owner} has it, and runs it as soon as it gets a slot. {reason.Text}",
        PointStanding.Claimed => $"Worker {point.Owner} has it, and runs it now or as soon as one of its slots is free.",
        PointStanding.Pending when backoff => string.Create(
            CultureInfo.InvariantCulture, $"It failed and waits for its next attempt, which starts not before {point.Entry.NotBefore:yyyy-MM-dd HH:mm:ss} UTC."),
        PointStanding.Pending => $"It waits. {status.Reason?.Text ?? "Its turn comes when a slot is free: points start in the order of their indexes."}",
        _ => throw new ArgumentOutOfRangeException(nameof(point), point.Standing, "An unknown standing."),
    };

    private static bool IsByItself(PointView point, RunRecord run) => point.Round == run.Round.Number && run.CancelledPoints.Contains(point.Index);

    private static string Retries(PointView point) => point.Entry.ChargedAttempts switch
    {
        1 => " after 1 attempt; the retry policy allows no other",
        var many => $" after {many} attempts; the retry policy allows no more",
    };
}
