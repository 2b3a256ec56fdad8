using System.Globalization;
using Muster.Cli.Rendering;
using Muster.Jobs;
using Muster.Operations;

namespace Muster.Cli.Reporting;

/// <summary>A job in few words.</summary>
internal static class JobWords
{
    /// <summary>Such as <c>failed · 3 of 3 · 1.50s</c>.</summary>
    public static string Short(JobView job, DateTimeOffset now)
    {
        var parts = new List<string> { JobSentences.Word(job.State) };
        if (job.Number > 0 && job.Spec.Retry.MaxAttempts > 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{job.Charged} of {job.Spec.Retry.MaxAttempts}"));
        if (Time(job, now) is { } time)
            parts.Add(Human.Span(time));
        return string.Join(" · ", parts);
    }

    /// <summary>Such as <c>failed; attempt 3 of 3 exited with code 1; ran 1.50s. Attempt 3 of 3 was the last.</c></summary>
    public static string Of(JobView job, DateTimeOffset now)
    {
        var last = job.RunningSince is null && job.Last is { } ended ? $"; it {AttemptText.Of(ended)}" : "";
        var time = Time(job, now) is { } span ? $"; {(job.RunningSince is null ? "ran" : "runs for")} {Human.Span(span)}" : "";
        return $"{JobSentences.Word(job.State)}{last}{time}.{(job.Why is { } why && job.Record.Reason is not null ? $" {why}" : "")}";
    }

    /// <summary>How long the attempt runs, or the last one ran; null: unknown, or there was none.</summary>
    public static TimeSpan? Time(JobView job, DateTimeOffset now) =>
        job.RunningSince is { } since ? (now > since ? now - since : TimeSpan.Zero) : job.Last?.Elapsed;
}
