using Muster.Coordination;
using Muster.Jobs;
using Muster.Outputs;
using Muster.Runs;

namespace Muster.Operations;

/// <summary>Explains why a run or a point is where it is (promise 12).</summary>
/// <param name="ports">What it works with.</param>
public sealed class RunWhy(RunPorts ports)
{
    private const int MostLines = 10;
    private const int FailedPoints = 3;
    private readonly ErrorLines lines = new(ports);

    /// <summary>Explains a run.</summary>
    /// <exception cref="RunNotFoundException">It is not there any more.</exception>
    public async Task<Explanation> OfRunAsync(RunId id, CancellationToken cancel = default)
    {
        var status = await new StatusReader(ports).ReadAsync(id, cancel);
        var failed = status.Counts.Failed > 0 ? await FirstFailedAsync(status.Run, cancel) : [];
        var jobs = await JobsAsync(status, failed is [var worst, ..] ? worst : await OnlyAsync(status, cancel), cancel);
        var wait = status.Run.PointCount == 1 && !status.Run.HasEnded ? JobWait.Of(jobs) : null;
        var bad = (await BadResults.FindAsync(ports, status.Run, cancel)).Sentence;
        return new()
        {
            Subject = $"Run {status.Run.Id} ({status.Run.Name})",
            State = status.State,
            Waits = Waits(status) || wait is not null,
            Cause = wait?.Cause ?? status.Reason?.Cause ?? (Waits(status) ? WaitCause.Grant : null),
            NextTry = wait?.NextTry ?? status.Reason?.NextTry,
            Sentences = [.. RunSentences.Of(status), .. RunSentences.OfFailed(failed), .. Sentences(status, jobs), .. bad is null ? [] : new[] { bad }],
            ErrorLinesOf = JobLines.WriterOf(jobs) ?? (failed is [var told, ..] ? ErrorLines.WriterOf(told.Index, told.Entry.Last) : null),
            ErrorLines = await JobLinesAsync(status.Run, jobs, cancel) ?? (failed is [var first, ..] ? await lines.ReadAsync(status.Run, first.Entry.Last, MostLines, cancel) : []),
        };
    }

    /// <summary>The jobs of the only point are the run's own; of several points, each is explained by itself.</summary>
    private static IEnumerable<string> Sentences(RunStatus status, PointJobs? jobs) => jobs is null || status.Run.PointCount > 1 ? [] : Sentences(jobs);

    private static IEnumerable<string> Sentences(PointJobs jobs) => jobs.Problem is { } problem ? [problem] : JobSentences.Of(jobs.Jobs);

    private async Task<PointView?> OnlyAsync(RunStatus status, CancellationToken cancel) =>
        status.Run.PointCount == 1 ? await new PointList(ports).FindAsync(status.Run, 0, cancel) : null;

    /// <summary>A point's jobs; null: it has none, or none was started.</summary>
    private async Task<PointJobs?> JobsAsync(RunStatus status, PointView? point, CancellationToken cancel) =>
        point is { Entry.Graph: not null } && await JobReader.FindGraphAsync(ports.Blobs, status.Run, cancel) is { } graph
            ? await new JobReader(ports).ReadAsync(status, graph, point, cancel)
            : null;

    /// <summary>The last lines of the job that is to blame; null: none is.</summary>
    private async Task<IReadOnlyList<string>?> JobLinesAsync(RunRecord run, PointJobs? jobs, CancellationToken cancel) =>
        JobLines.Blamed(jobs) is { Last: { } last } ? await lines.ReadJobAsync(run, last, MostLines, cancel) : null;

    /// <summary>Whether something of the run waits: not when it has ended, nor when all that is left of it runs.</summary>
    private static bool Waits(RunStatus status) => !status.Run.HasEnded && (status.Pending > 0 || status.Running == 0);

    private async Task<IReadOnlyList<PointView>> FirstFailedAsync(RunRecord run, CancellationToken cancel)
    {
        var failed = new List<PointView>();
        await foreach (var point in new PointList(ports).ReadAsync(run, new() { Standings = [PointStanding.Failed] }, cancel))
        {
            failed.Add(point);
            if (failed.Count == FailedPoints)
                break;
        }

        return failed;
    }

    /// <summary>Explains a point of a run.</summary>
    /// <exception cref="NoSuchPointException">The index is beyond the run's points.</exception>
    /// <exception cref="RunNotFoundException">The run is not there any more.</exception>
    public async Task<Explanation> OfPointAsync(RunId id, long index, CancellationToken cancel = default)
    {
        var status = await new StatusReader(ports).ReadAsync(id, cancel);
        var point = await new PointList(ports).FindAsync(status.Run, index, cancel);
        var attempts = await new AttemptLogs(ports).ListAsync(status.Run, index, cancel);
        var live = LiveOf(status, point);
        if (live is not null)
            point = point with { Standing = PointStanding.Running };
        var jobs = await JobsAsync(status, point, cancel);
        var wait = point.Standing is PointStanding.Running or PointStanding.Claimed ? JobWait.Of(jobs) : null;
        var backoff = point.Standing == PointStanding.Pending && point.Entry.NotBefore > ports.Time.GetUtcNow();
        var waits = point.Standing == PointStanding.Pending || (point.Standing == PointStanding.Claimed && status.Reason is { Cause: WaitCause.Priority });
        return new()
        {
            Subject = $"Point {index} of run {status.Run.Id} ({status.Run.Name})",
            State = point.Standing.ToString(),
            Waits = (point.Standing is PointStanding.Pending or PointStanding.Claimed && !status.Run.HasEnded) || wait is not null,
            Cause = wait?.Cause ?? PointSentences.CauseOf(point, status, backoff),
            NextTry = wait is not null ? wait.NextTry : backoff ? point.Entry.NotBefore : waits ? status.Reason?.NextTry : null,
            Sentences = [.. PointSentences.Of(point, status, attempts, backoff), .. live is null ? [] : new[] { PointSentences.Of(live) }, .. jobs is null ? [] : Sentences(jobs)],
            ErrorLinesOf = jobs is not null ? JobLines.WriterOf(jobs) : live is not null ? $"point {index}" : attempts is [.., var last] ? ErrorLines.WriterOf(index, last.Attempt) : null,
            ErrorLines = jobs is not null ? await JobLinesAsync(status.Run, jobs, cancel) ?? [] : await LiveLinesAsync(status.Run, live, cancel)
                ?? (point.Standing == PointStanding.Succeeded || attempts.Count == 0 ? [] : await lines.ReadAsync(status.Run, attempts[^1].Attempt, MostLines, cancel)),
        };
    }

    /// <summary>The attempt of a point that runs now, on this machine and under an engine that lives; null: none that is known of.</summary>
    private LiveAttempt? LiveOf(RunStatus status, PointView point) => status.IsLocked && point.Owner is { } owner
        ? ports.Outputs.ListRunning(status.Run.Id).FirstOrDefault(live => live.Index == point.Index && live.Worker == owner && live.Round == point.Round)
        : null;

    /// <summary>The last lines that a running attempt has written so far, as of one that ended; null: none runs.</summary>
    private async Task<IReadOnlyList<string>?> LiveLinesAsync(RunRecord run, LiveAttempt? live, CancellationToken cancel)
    {
        if (live is null)
            return null;
        IReadOnlyList<string>? seen = null;
        foreach (var error in (bool[])[true, false])
        {
            using var output = ports.Outputs.OpenRunning(run.Id, live, error);
            if (output is null || (seen = await OutputTail.LinesAsync(output, MostLines, cancel)) is null or { Count: > 0 })
                return seen;
        }

        return seen;
    }
}

/// <summary>Why something is where it is.</summary>
public sealed record Explanation
{
    /// <summary>What is explained, such as <c>Point 3 of run r… (lr-search)</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Where it stands.</summary>
    public required string State { get; init; }

    /// <summary>Whether it waits: then it has a cause.</summary>
    public bool Waits { get; init; }

    /// <summary>The kind of cause; null: it waits for nothing, and did not fail.</summary>
    public WaitCause? Cause { get; init; }

    /// <summary>When it is tried next (UTC); null: as soon as the cause goes away, or never.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>The explanation, one sentence or two per line.</summary>
    public required IReadOnlyList<string> Sentences { get; init; }

    /// <summary>Who wrote <see cref="ErrorLines"/>, such as <c>point 3</c>; null: nobody could have.</summary>
    public string? ErrorLinesOf { get; init; }

    /// <summary>The last lines that it has written so far, or that it or its first failed point wrote before it failed; empty: none.</summary>
    public IReadOnlyList<string> ErrorLines { get; init; } = [];
}
