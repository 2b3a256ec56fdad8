using Muster.Graphs;
using Muster.Logs;
using Muster.Operations;
using Muster.Points;
using Muster.Runs;

namespace Muster.Jobs;

/// <summary>Finds the attempts of a point's jobs that ended, in all rounds, and those that run on this machine.</summary>
/// <param name="ports">What it works with.</param>
/// <param name="run">The run.</param>
/// <param name="graph">Its graph.</param>
public sealed class JobHistory(RunPorts ports, RunRecord run, GraphSpec graph)
{
    private readonly JobReader reader = new(ports);

    /// <summary>The attempts of a job of a point, oldest first.</summary>
    /// <param name="index">The point.</param>
    /// <param name="places">The places of jobs in the file, in the order in which they are wanted.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>For each of these jobs its attempts; null: none of its jobs was started, as far as anybody can tell here.</returns>
    /// <exception cref="NoSuchPointException">The index is beyond the run's points.</exception>
    /// <exception cref="Outputs.OutputGoneException">What was kept of the jobs cannot be read.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<LoggedAttempt>>?> FindAsync(long index, IReadOnlyList<int> places, CancellationToken cancel = default)
    {
        List<LoggedAttempt>[]? found = null;
        var running = ports.Outputs.ListRunningJobs(run.Id).Where(live => live.Index == index && live.Job is { } job && places.Contains(job)).ToList();
        foreach (var (round, entry) in await new AttemptLogs(ports).EntriesAsync(run, index, cancel))
        {
            if (entry.Graph is not { } reference)
                continue;
            var (state, problem) = await reader.StateAsync(run, graph, reference, cancel);
            if (state is null)
                throw new Outputs.OutputGoneException(problem!);
            found ??= [.. places.Select(_ => new List<LoggedAttempt>())];
            for (var i = 0; i < places.Count; i++)
                found[i].AddRange(state.Jobs[places[i]].Attempts.Select(attempt => Of(index, round, places[i], attempt)));
        }

        if (running.Count > 0)
            found ??= [.. places.Select(_ => new List<LoggedAttempt>())];
        for (var i = 0; i < places.Count; i++)
            found?[i].AddRange(running.Where(live => live.Job == places[i] && IsNews(live, found[i])).Select(live => LoggedAttempt.Of(live, graph.Jobs[places[i]].Id)));
        return found;
    }

    /// <summary>Whether an attempt that was seen running has not ended since.</summary>
    private static bool IsNews(Outputs.LiveAttempt live, List<LoggedAttempt> ended) =>
        ended.Count == 0 || (live.Round, live.Number).CompareTo((ended[^1].Round, ended[^1].Number)) > 0;

    /// <summary>An attempt of a job.</summary>
    internal LoggedAttempt Of(long index, int round, int place, AttemptRecord attempt) => LoggedAttempt.Of(index, round, attempt) with { Job = graph.Jobs[place].Id };
}
