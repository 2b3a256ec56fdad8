using System.Globalization;
using Muster.Graphs;
using Muster.Operations;

namespace Muster.Jobs;

/// <summary>Sentences about the jobs of a point.</summary>
public static class JobSentences
{
    private const int MostNames = 3;
    private const int MostJobs = 3;

    /// <summary>Some ids in quotes, of many the first: <c>'a', 'b', 'c' and 4 more</c>.</summary>
    public static string Names(IReadOnlyList<string> ids) =>
        $"{string.Join(", ", ids.Take(MostNames).Select(id => $"'{id}'"))}{(ids.Count > MostNames ? string.Create(CultureInfo.InvariantCulture, $" and {ids.Count - MostNames} more") : "")}";

    /// <summary>How many jobs stand how: <c>2 succeeded, 1 failed, 1 skipped</c>.</summary>
    public static string Counts(IReadOnlyList<JobView> jobs) => string.Join(", ", Shown.Select(state => (state, Count: jobs.Count(job => job.State == state)))
        .Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {Word(part.state)}")));

    /// <summary>A state's word.</summary>
    public static string Word(JobState state) => SnakeCase.Of(state.ToString());

    /// <summary>What is to be said of a point's jobs: which failed, which run, and which are tried again.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<JobView> jobs)
    {
        foreach (var sentence in Told(jobs, JobState.Failed, Failed).Concat(Told(jobs, JobState.Running, Running)))
            yield return sentence;
        foreach (var job in jobs.Where(job => job.NextTry is not null).OrderBy(job => job.NextTry).Take(MostJobs))
            yield return string.Create(CultureInfo.InvariantCulture, $"Job '{job.Spec.Id}' {AttemptText.Of(job.Last!)} and waits for its attempt {job.Charged + 1} of {job.Spec.Retry.MaxAttempts}, which starts not before {job.NextTry:yyyy-MM-dd HH:mm:ss} UTC.");
        foreach (var group in jobs.Where(job => job.State is JobState.Skipped or JobState.Cancelled).GroupBy(job => (job.State, job.Why)).Take(MostJobs))
            yield return $"{(group.Count() == 1 ? $"Job {Names(Ids(group))} was" : $"Jobs {Names(Ids(group))} were")} {Word(group.Key.State)}: {group.Key.Why}";
        foreach (var job in jobs.Where(job => job is { State: JobState.Succeeded, Why: not null }).Take(MostJobs))
            yield return $"Job '{job.Spec.Id}' succeeded; {job.Why}";
        if (jobs.Where(job => job is { State: JobState.Pending, NextTry: null }).ToArray() is { Length: > 0 } waiting)
            yield return waiting is [var one] ? $"Job '{one.Spec.Id}' waits. {one.Why}" : $"Jobs {Names(Ids(waiting))} wait. Of '{waiting[0].Spec.Id}': {waiting[0].Why}";
    }

    /// <summary>The job by which a point is told of in a few words: what failed, else runs, else waits for its next attempt, such as <c>build failed</c>; null: none.</summary>
    public static string? Brief(IReadOnlyList<JobView> jobs) =>
        Brief(jobs.Where(job => job.State == JobState.Failed), "failed")
        ?? Brief(jobs.Where(job => job.State == JobState.Running), "running")
        ?? Brief(jobs.Where(job => job.NextTry is not null), "waits");

    private static readonly JobState[] Shown = [JobState.Succeeded, JobState.Failed, JobState.Running, JobState.Pending, JobState.Skipped, JobState.Cancelled];

    private static string? Brief(IEnumerable<JobView> jobs, string word) => jobs.ToArray() switch
    {
        [] => null,
        [var one] => $"{one.Spec.Id} {word}",
        [var first, .. var more] => string.Create(CultureInfo.InvariantCulture, $"{first.Spec.Id} and {more.Length} more {word}"),
    };

    private static IEnumerable<string> Told(IReadOnlyList<JobView> jobs, JobState state, Func<JobView, string> tell)
    {
        var those = jobs.Where(job => job.State == state).ToArray();
        foreach (var job in those.Take(MostJobs))
            yield return tell(job);
        if (those.Length > MostJobs)
            yield return string.Create(CultureInfo.InvariantCulture, $"{those.Length - MostJobs} more jobs {(state == JobState.Failed ? "failed" : "run")}.");
    }

    private static string Failed(JobView job) => $"Job '{job.Spec.Id}' failed: {(job.Last is { } last ? $"it {AttemptText.Of(last)}" : "none of its attempts is known")}.{(job.Record.Reason is { } reason ? $" {reason}" : "")}";

    private static string Running(JobView job) => string.Create(
        CultureInfo.InvariantCulture, $"Job '{job.Spec.Id}' runs since {job.RunningSince:yyyy-MM-dd HH:mm:ss} UTC{(job.Spec.Retry.MaxAttempts > 1 ? $", attempt {job.Charged} of {job.Spec.Retry.MaxAttempts}" : "")}.");

    private static string[] Ids(IEnumerable<JobView> jobs) => [.. jobs.Select(job => job.Spec.Id)];
}
