using Muster.Coordination;
using Muster.Points;
using Muster.Runs;

namespace Muster.Operations;

/// <summary>Explains why a run or a point is where it is (promise 12).</summary>
/// <param name="ports">What it works with.</param>
public sealed class RunWhy(RunPorts ports)
{
    private const int ErrorLines = 10;
    private const int FailedPoints = 3;

    /// <summary>Explains a run.</summary>
    /// <exception cref="RunNotFoundException">It is not there any more.</exception>
    public async Task<Explanation> OfRunAsync(RunId id, CancellationToken cancel = default)
    {
        var status = await new StatusReader(ports).ReadAsync(id, cancel);
        var failed = status.Counts.Failed > 0 ? await FirstFailedAsync(status.Run, cancel) : [];
        var bad = (await BadResults.FindAsync(ports, status.Run, cancel)).Sentence;
        return new()
        {
            Subject = $"Run {status.Run.Id} ({status.Run.Name})",
            State = status.State,
            Waits = Waits(status),
            Cause = status.Reason?.Cause ?? (Waits(status) ? WaitCause.Grant : null),
            NextTry = status.Reason?.NextTry,
            Sentences = [.. RunSentences.Of(status), .. RunSentences.OfFailed(failed), .. bad is null ? [] : new[] { bad }],
            ErrorLinesOf = failed is [var told, ..] ? WriterOf(told.Index, told.Entry.Last) : null,
            ErrorLines = failed is [var first, ..] ? await ErrorLinesAsync(status.Run, first.Entry.Last, cancel) : [],
        };
    }

    /// <summary>Whether something of the run waits: not when it has ended, nor when all that is left of it runs.</summary>
    private static bool Waits(RunStatus status) => !status.Run.HasEnded && (status.Pending > 0 || status.Running == 0);

    private async Task<IReadOnlyList<PointView>> FirstFailedAsync(RunRecord run, CancellationToken cancel)
    {
        var failed = new List<PointView>();
        await foreach (var point in new PointList(ports).ReadAsync(run, new() { Standing = PointStanding.Failed }, cancel))
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
        var backoff = point.Standing == PointStanding.Pending && point.Entry.NotBefore > ports.Time.GetUtcNow();
        var waits = point.Standing == PointStanding.Pending || (point.Standing == PointStanding.Claimed && status.Reason is { Cause: WaitCause.Priority });
        return new()
        {
            Subject = $"Point {index} of run {status.Run.Id} ({status.Run.Name})",
            State = point.Standing.ToString(),
            Waits = point.Standing is PointStanding.Pending or PointStanding.Claimed && !status.Run.HasEnded,
            Cause = PointSentences.CauseOf(point, status, backoff),
            NextTry = backoff ? point.Entry.NotBefore : waits ? status.Reason?.NextTry : null,
            Sentences = [.. PointSentences.Of(point, status, attempts, backoff)],
            ErrorLinesOf = attempts is [.., var last] ? WriterOf(index, last.Attempt) : null,
            ErrorLines = point.Standing == PointStanding.Succeeded || attempts.Count == 0 ? [] : await ErrorLinesAsync(status.Run, attempts[^1].Attempt, cancel),
        };
    }

    /// <summary>Whose output an attempt's is: where none was started, at most the setup wrote something.</summary>
    private static string WriterOf(long index, AttemptRecord? attempt) => attempt?.End == AttemptEnd.NotStarted ? "the setup" : $"point {index}";

    /// <summary>The last lines of an attempt's standard error, or of its output when it wrote no errors.</summary>
    private async Task<IReadOnlyList<string>> ErrorLinesAsync(RunRecord run, AttemptRecord? attempt, CancellationToken cancel)
    {
        if (attempt is null)
            return [];
        try
        {
            var errors = await LinesAsync(run, attempt, true, cancel);
            return errors.Count > 0 ? errors : await LinesAsync(run, attempt, false, cancel);
        }
        catch (Outputs.OutputGoneException gone)
        {
            return [gone.Message];
        }
    }

    private async Task<IReadOnlyList<string>> LinesAsync(RunRecord run, AttemptRecord attempt, bool error, CancellationToken cancel)
    {
        await using var stream = await ports.Outputs.OpenAsync(run.Id, attempt, error, cancel);
        return await OutputTail.LinesAsync(stream, ErrorLines, cancel);
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

    /// <summary>The last lines that it, or its first failed point, wrote before it failed; empty: none.</summary>
    public IReadOnlyList<string> ErrorLines { get; init; } = [];
}
