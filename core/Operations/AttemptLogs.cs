using Muster.Logs;
using Muster.Points;
using Muster.Runs;

namespace Muster.Operations;

/// <summary>Finds and opens what attempts of points wrote that have ended.</summary>
/// <param name="ports">What it works with.</param>
public sealed class AttemptLogs(RunPorts ports)
{
    /// <summary>The attempts of a point that ended, in all rounds, oldest first.</summary>
    /// <exception cref="NoSuchPointException">The index is beyond the run's points.</exception>
    public async Task<IReadOnlyList<PointAttempt>> ListAsync(RunRecord run, long index, CancellationToken cancel = default)
    {
        var attempts = new List<PointAttempt>();
        foreach (var (round, entry) in await EntriesAsync(run, index, cancel))
            attempts.AddRange(entry.Attempts.Select(attempt => new PointAttempt(index, round, attempt)));
        return attempts;
    }

    /// <summary>A point's lines of all rounds that have one, the oldest first.</summary>
    /// <exception cref="NoSuchPointException">The index is beyond the run's points.</exception>
    internal async Task<IReadOnlyList<(int Round, PointEntry Entry)>> EntriesAsync(RunRecord run, long index, CancellationToken cancel)
    {
        if (index < 0 || index >= run.PointCount)
            throw NoSuchPointException.Of(run, index);
        var entries = new List<(int, PointEntry)>();
        foreach (var round in run.EarlierRounds.Append(run.Round))
        {
            if (round.Find(index) is { } place && await ports.Store.GetChunkAsync(new(run.Id, round.Number, place.Pool.Number, place.Chunk), cancel) is { } chunk)
                entries.Add((round.Number, chunk.Entries[place.Offset]));
        }

        return entries;
    }

    /// <summary>What an attempt wrote.</summary>
    /// <param name="run">The run.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="error">Standard error, or else standard output.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="Outputs.OutputGoneException">It was pruned, or is not there any more.</exception>
    public Task<Stream> OpenAsync(RunRecord run, PointAttempt attempt, bool error, CancellationToken cancel = default) =>
        PrunedLogs.OpenAsync(ports, run, attempt.Attempt, error, cancel);
}

/// <summary>An attempt that ended.</summary>
/// <param name="Index">The point, 0-based.</param>
/// <param name="Round">The round, 1-based.</param>
/// <param name="Attempt">The attempt.</param>
public sealed record PointAttempt(long Index, int Round, AttemptRecord Attempt);

/// <summary>A point has no such attempt.</summary>
public sealed class NoSuchAttemptException : Exception
{
    private NoSuchAttemptException(string message) : base(message) { }

    internal static NoSuchAttemptException None(RunRecord run, PointView point) => new(point.Standing switch
    {
        PointStanding.Claimed or PointStanding.Running =>
            $"No attempt of point {point.Index} of run {run.Id} ({run.Name}) has ended yet, and none runs on this machine.",
        PointStanding.Cancelled => $"Point {point.Index} of run {run.Id} ({run.Name}) was cancelled before it started; it wrote nothing.",
        PointStanding.Pending or PointStanding.Succeeded or PointStanding.Failed => $"Point {point.Index} of run {run.Id} ({run.Name}) has not started yet; it wrote nothing.",
        _ => throw new ArgumentOutOfRangeException(nameof(point), point.Standing, "An unknown standing."),
    });

    internal static NoSuchAttemptException Of(RunRecord run, LoggedAttempt last, int number) => new(
        $"Point {last.Index} of run {run.Id} ({run.Name}) has no attempt {number}; in round {last.Round} it had "
        + (last.Number == 1 ? "only attempt 1." : $"the attempts 1 to {last.Number}."));

    /// <summary>A job that no attempt of has ended.</summary>
    public static NoSuchAttemptException NoneOf(Jobs.PointJobs point, Jobs.JobView job) => new(Skipped(point, job) ??
        $"No attempt of job '{job.Spec.Id}' of {Subject(point.Run, point.Point.Index)} has ended. {(job.RunningSince is { } since ? $"It runs since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC; what it writes can be read once it has ended." : job.Why)}");

    /// <summary>A job that has not succeeded, and so has no results.</summary>
    public static NoSuchAttemptException NoSuccessOf(Jobs.PointJobs point, Jobs.JobView job) => new(Skipped(point, job) ??
        $"No attempt of job '{job.Spec.Id}' of {Subject(point.Run, point.Point.Index)} has succeeded, so it has no result files. {(job.RunningSince is { } since ? $"It runs since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC." : job.Why)}");

    /// <summary>A job without such an attempt.</summary>
    public static NoSuchAttemptException OfJob(RunRecord run, LoggedAttempt last, int number) => new(
        $"Job '{last.Job}' of {Subject(run, last.Index)} has no attempt {number}; {(run.Round.Number > 1 ? $"in round {last.Round} " : "")}it had {(last.Number == 1 ? "only attempt 1." : $"the attempts 1 to {last.Number}.")}");

    /// <summary>Of a job that was skipped, nothing more is to come; null: it was not, or was tried before.</summary>
    private static string? Skipped(Jobs.PointJobs point, Jobs.JobView job) => job is { State: Graphs.JobState.Skipped, Number: 0 }
        ? $"Job '{job.Spec.Id}'{(point.Run.PointCount == 1 ? "" : $" of point {point.Point.Index}")} was skipped and never started{(job.Why is { Length: > 0 } why ? $": {char.ToLowerInvariant(why[0])}{why[1..]}" : ".")}"
        : null;

    private static string Subject(RunRecord run, long point) => run.PointCount == 1 ? $"run {run.Id} ({run.Name})" : $"point {point} of run {run.Id} ({run.Name})";
}
