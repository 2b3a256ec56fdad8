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
        if (index < 0 || index >= run.PointCount)
            throw NoSuchPointException.Of(run, index);
        var attempts = new List<PointAttempt>();
        foreach (var round in run.EarlierRounds.Append(run.Round))
        {
            if (round.Find(index) is not { } place)
                continue;
            var chunk = await ports.Store.GetChunkAsync(new(run.Id, round.Number, place.Pool.Number, place.Chunk), cancel);
            if (chunk is not null)
                attempts.AddRange(chunk.Entries[place.Offset].Attempts.Select(attempt => new PointAttempt(index, round.Number, attempt)));
        }

        return attempts;
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
}
