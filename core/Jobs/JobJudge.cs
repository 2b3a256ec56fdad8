using Muster.Graphs;
using Muster.Operations;

namespace Muster.Jobs;

/// <summary>Tells where the jobs of a point stand, from what was kept of them and from where the point stands. Pure.</summary>
public sealed class JobJudge
{
    private readonly GraphSpec spec;
    private readonly IReadOnlyList<JobRecord> records;
    private readonly PointStanding standing;
    private readonly bool isAlive;
    private readonly DateTimeOffset now;

    private JobJudge(GraphSpec spec, GraphState? state, PointStanding standing, bool isAlive, DateTimeOffset now)
    {
        (this.spec, this.standing, this.isAlive, this.now) = (spec, standing, isAlive, now);
        Graph = state?.Graph ?? JobGraph.Of(spec.Jobs);
        records = state?.Jobs ?? [.. Enumerable.Repeat(JobRecord.New, spec.Jobs.Count)];
    }

    private JobGraph Graph { get; }

    /// <summary>The jobs' views, in file order.</summary>
    /// <param name="spec">The graph.</param>
    /// <param name="state">What was kept; null: nothing, since no job was started.</param>
    /// <param name="standing">Where the point stands.</param>
    /// <param name="isAlive">Whether somebody runs the point, or will next, so that what was kept as running runs.</param>
    /// <param name="now">The time (UTC).</param>
    public static IReadOnlyList<JobView> Of(GraphSpec spec, GraphState? state, PointStanding standing, bool isAlive, DateTimeOffset now)
    {
        var judge = new JobJudge(spec, state, standing, isAlive, now);
        var levels = new int[spec.Jobs.Count];
        foreach (var (jobs, depth) in judge.Graph.Levels()!.Select((jobs, depth) => (jobs, depth)))
            foreach (var job in jobs)
                levels[job] = depth + 1;
        return [.. levels.Select((level, place) => judge.View(place, level))];
    }

    private JobView View(int place, int level)
    {
        var record = records[place];
        var state = Shown(record.State);
        var waits = state == JobState.Pending
            ? Graph.DependenciesOf(place).Where(dependency => records[dependency].State != JobState.Succeeded).Select(dependency => spec.Jobs[dependency].Id).ToArray()
            : [];
        var next = state == JobState.Pending && record.NotBefore > now ? record.NotBefore : null;
        return new() { Place = place, Spec = spec.Jobs[place], Level = level, State = state, Record = record, NextTry = next, WaitsFor = waits, Why = Why(record, state, next, waits) };
    }

    /// <summary>What was kept is older than the point's own line: of a point that does not run, no job does.</summary>
    private JobState Shown(JobState kept) => (kept, standing) switch
    {
        (JobState.Running, PointStanding.Cancelled) or (JobState.Pending, PointStanding.Cancelled) => JobState.Cancelled,
        (JobState.Pending, PointStanding.Failed) => JobState.Skipped,
        (JobState.Running, PointStanding.Running or PointStanding.Claimed) when isAlive => JobState.Running,
        (JobState.Running, _) => JobState.Pending,
        _ => kept,
    };

    private string? Why(JobRecord record, JobState state, DateTimeOffset? next, IReadOnlyList<string> waits) => state switch
    {
        JobState.Running => null,
        JobState.Succeeded => Remark(record),
        _ when record.Reason is { } reason => $"{reason}{Note(record)}",
        JobState.Cancelled => "The point was cancelled.",
        JobState.Skipped => "The point failed before it.",
        JobState.Failed => Note(record).TrimStart(),
        _ when record.State == JobState.Running => "It ran when its worker was last heard of, and is run again with its point.",
        _ when next is not null => $"It {AttemptText.Of(record.Last!)}.",
        _ when waits.Count > 0 => $"It waits for {JobSentences.Names(waits)}.",
        _ when standing is not (PointStanding.Running or PointStanding.Claimed) || !isAlive => "It waits for its point to run.",
        _ when records.Count(other => other.State == JobState.Running) >= spec.MaxParallel => $"It waits for its turn: max_parallel is {spec.MaxParallel}.",
        _ => "It is about to start, or waits for room on the machine.",
    };

    /// <summary>What is to be said of a job although it succeeded, such as that a result path matched no file.</summary>
    private static string? Remark(JobRecord record) => record.Last?.Note is { Length: > 0 } note ? $"{note.TrimEnd('.')}." : null;

    private static string Note(JobRecord record) => record.Last?.Note is { } note ? $" ({note.TrimEnd('.')})" : "";
}
