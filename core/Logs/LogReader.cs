using System.Runtime.CompilerServices;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Logs;

/// <summary>Finds and reads what attempts of points wrote until now.</summary>
/// <param name="ports">What it works with.</param>
/// <param name="run">The run.</param>
/// <param name="order">What is wanted of each point.</param>
public sealed class LogReader(RunPorts ports, RunRecord run, LogOrder order)
{
    private readonly AttemptReader reader = new(ports, run, order.Error);

    /// <summary>The wanted attempts of a point, oldest first.</summary>
    /// <param name="index">The point.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="NoSuchPointException">The index is beyond the run's points.</exception>
    /// <exception cref="NoSuchAttemptException">There is none, or none yet.</exception>
    public async Task<IReadOnlyList<LoggedAttempt>> FindAsync(long index, CancellationToken cancel = default)
    {
        var attempts = await AttemptsAsync(index, cancel);
        if (attempts.Count == 0)
            throw NoSuchAttemptException.None(run, await new PointList(ports).FindAsync(run, index, cancel));
        var found = order.Attempts.From(attempts);
        return found.Count > 0 ? found : throw NoSuchAttemptException.Of(run, attempts[^1], order.Attempts.Number!.Value);
    }

    /// <summary>The wanted attempts of points by ascending index, each point's oldest first; points without one are left out.</summary>
    /// <param name="query">Which points.</param>
    /// <param name="without">Told of each point that has no attempt.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="NoSuchPointException">An index is beyond the run's points.</exception>
    public async IAsyncEnumerable<LoggedAttempt> ListAsync(
        PointQuery query, Action<long> without, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var point in new PointList(ports).ReadAsync(run, query, cancel))
        {
            // The record that was just read tells all of a point that no worker has, unless there are rounds before.
            var attempts = point.Owner is null && run.EarlierRounds.Count == 0
                ? [.. point.Entry.Attempts.Select(attempt => LoggedAttempt.Of(point.Index, point.Round, attempt))]
                : await AttemptsAsync(point.Index, cancel);
            if (attempts.Count == 0)
                without(point.Index);
            foreach (var attempt in order.Attempts.From(attempts).Where(attempt => attempt.IsSince(order.Since)))
                yield return attempt;
        }
    }

    /// <summary>What an attempt wrote until now, in parts of which the last says so.</summary>
    public IAsyncEnumerable<LogPart> ReadAsync(LoggedAttempt attempt, CancellationToken cancel = default) => reader.ReadAsync(attempt, order.Tail, cancel);

    /// <summary>All attempts of a point: those that ended, and one that runs. It looks at what runs first, so that none is missed that ends meanwhile.</summary>
    internal async Task<IReadOnlyList<LoggedAttempt>> AttemptsAsync(long index, CancellationToken cancel)
    {
        var running = ports.Outputs.ListRunning(run.Id).LastOrDefault(live => live.Index == index);
        var attempts = (await new AttemptLogs(ports).ListAsync(run, index, cancel))
            .Select(attempt => LoggedAttempt.Of(index, attempt.Round, attempt.Attempt)).ToList();
        if (running is not null && (attempts.Count == 0 || (running.Round, running.Number).CompareTo((attempts[^1].Round, attempts[^1].Number)) > 0))
            attempts.Add(LoggedAttempt.Of(running));
        return attempts;
    }
}
