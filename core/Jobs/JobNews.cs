using Muster.Graphs;
using Muster.Logs;
using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Jobs;

/// <summary>Finds the attempts of jobs that ended since it looked before. A point's jobs are looked at only when its line names another state of its graph.</summary>
/// <param name="ports">What it works with.</param>
/// <param name="run">The run.</param>
/// <param name="graph">Its graph.</param>
/// <param name="places">The places of the jobs that are wanted.</param>
internal sealed class JobNews(RunPorts ports, RunRecord run, GraphSpec graph, IReadOnlyList<int> places)
{
    private readonly JobReader reader = new(ports);
    private readonly JobHistory history = new(ports, run, graph);
    private readonly Dictionary<(long Point, int Round), (string Reference, int[] Told)> seen = [];
    private readonly HashSet<string> troubled = new(StringComparer.Ordinal);

    /// <summary>The attempts of a point that are new, in the order in which they ended.</summary>
    /// <param name="point">The point.</param>
    /// <param name="round">The round that tells about it.</param>
    /// <param name="reference">The state of its graph.</param>
    /// <param name="cancel">Ends the call.</param>
    public async Task<News> OfAsync(long point, int round, string reference, CancellationToken cancel)
    {
        var (before, told) = seen.GetValueOrDefault((point, round), ("", new int[places.Count]));
        if (before == reference)
            return News.None;
        var (state, problem) = await TryAsync(reference, cancel);
        if (state is null)
            return Unsure(point, round, reference, told, problem);
        var news = new List<LoggedAttempt>();
        for (var i = 0; i < places.Count; i++)
        {
            var attempts = state.Jobs[places[i]].Attempts;
            news.AddRange(attempts.Skip(told[i]).Select(attempt => history.Of(point, round, places[i], attempt)));
            told[i] = attempts.Count;
        }

        seen[(point, round)] = (reference, told);
        return new([.. news.OrderBy(attempt => EndOf(attempt.Ended!))], false, null);
    }

    /// <summary>How many attempts of a job were told; null: it is none of those that are wanted.</summary>
    public int? ToldOf(long point, int round, int job)
    {
        for (var i = 0; i < places.Count; i++)
        {
            if (places[i] == job)
                return seen.TryGetValue((point, round), out var before) ? before.Told[i] : 0;
        }

        return null;
    }

    private async Task<(GraphState? State, string? Problem)> TryAsync(string reference, CancellationToken cancel)
    {
        try
        {
            return await reader.StateAsync(run, graph, reference, cancel);
        }
        catch (StoreUnavailableException)
        {
            return (null, null);
        }
    }

    /// <summary>A state that cannot be read may have been replaced meanwhile; one that the point's line names at the next look again is gone.</summary>
    private News Unsure(long point, int round, string reference, int[] told, string? problem)
    {
        if (problem is null || troubled.Add(reference))
            return new([], true, null);
        seen[(point, round)] = (reference, told);
        return new([], false, problem);
    }

    /// <summary>A point is done with.</summary>
    public void Forget(long point, int round) => seen.Remove((point, round));

    private static DateTimeOffset EndOf(AttemptRecord attempt) => attempt.StartedAt + (attempt.Elapsed ?? TimeSpan.Zero);
}

/// <summary>What is new of a point's jobs.</summary>
/// <param name="Attempts">The attempts that ended.</param>
/// <param name="IsUnsure">Whether it must be looked at again, since it could not be told.</param>
/// <param name="Problem">Why it cannot be told, in a sentence; null: it was, or will be tried again.</param>
internal sealed record News(IReadOnlyList<LoggedAttempt> Attempts, bool IsUnsure, string? Problem)
{
    /// <summary>Nothing.</summary>
    public static News None { get; } = new([], false, null);
}
