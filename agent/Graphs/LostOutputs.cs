using Muster.Agent.Output;
using Muster.Agent.Points;
using Muster.Graphs;
using Muster.Outputs;

namespace Muster.Agent.Graphs;

/// <summary>Keeps what attempts of jobs had written whose worker died on this machine.</summary>
internal static class LostOutputs
{
    /// <summary>Gives what is in the lanes' files the attempts' own names, under which it is brought to the blobs as that of others.</summary>
    /// <param name="place">The graph's place; nobody else works on it.</param>
    /// <param name="state">Where the graph stands, as the worker before left it.</param>
    /// <param name="survivors">Places of jobs whose attempts may run still.</param>
    /// <returns>What each lost attempt wrote; none of those of which nothing is known.</returns>
    /// <exception cref="OutputException">It could not be made durable.</exception>
    public static IReadOnlyList<LostOutput> Keep(GraphPlace place, GraphState state, IReadOnlyCollection<int> survivors) =>
    [
        .. LiveJobs.Read(place.Journal)
            .Where(entry => entry.Job is { } job && job < state.Jobs.Count && IsLost(state.Jobs[job], entry) && !survivors.Contains(job))
            .Select(entry => new LostOutput(entry.Job!.Value, new AttemptOutput(Keep(place, entry, "out"), Keep(place, entry, "err")).ToString())),
    ];

    private static bool IsLost(JobRecord job, RunningEntry entry) => job.State == JobState.Running && job.NextAttempt == entry.Attempt;

    private static OutputRef? Keep(GraphPlace place, RunningEntry entry, string ending)
    {
        var file = new FileInfo(Path.Join(place.Folders.Kept, $"{JobLane.NameOf(entry)}.{ending}"));
        if (!file.Exists || file.Length == 0)
            return null;
        var name = $"{GraphBlobs.OwnLogName}{place.Graph.Jobs[entry.Job!.Value].Id}.{place.StampOf(entry.Attempt)}.{ending}";
        var path = Path.Join(place.Folders.Kept, name);
        file.MoveTo(path, overwrite: true);
        using (var kept = OutputFiles.Append(path))
            OutputFiles.Sync(kept);
        return new(place.Upload.ReferenceOf(name), 0, file.Length);
    }
}
