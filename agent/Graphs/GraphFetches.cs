using Muster.Graphs;

namespace Muster.Agent.Graphs;

/// <summary>Fetches what a job needs and other machines left among the blobs: results of jobs that it depends on, and its checkpoint. Its calls must not overlap.</summary>
/// <param name="place">The graph's place.</param>
internal sealed class GraphFetches(GraphPlace place)
{
    private readonly Dictionary<string, Task> begun = new(StringComparer.Ordinal);

    /// <summary>Begins to fetch what is not on this machine.</summary>
    /// <param name="job">The job's place in the file.</param>
    /// <param name="record">Its line.</param>
    /// <param name="needed">The results that it needs.</param>
    /// <param name="fetched">Completes when all of it is here.</param>
    /// <returns>Whether anything must be fetched.</returns>
    public bool TryBegin(int job, JobRecord record, IEnumerable<NeededResults> needed, out Task fetched)
    {
        var all = needed.Where(results => !results.AreHere).Select(results => Fetch(results.Reference!, results.Folder)).ToList();
        var checkpoint = place.Folders.CheckpointOf(place.Graph.Jobs[job].Id);
        if (record.Checkpoint is { } reference && !Directory.Exists(checkpoint))
            all.Add(Fetch(reference, checkpoint));
        fetched = Task.WhenAll(all);
        return all.Count > 0;
    }

    /// <summary>Fetches a folder; once for all jobs that need it at the time.</summary>
    private Task Fetch(string reference, string folder)
    {
        if (!begun.TryGetValue(folder, out var fetch) || fetch.IsCompleted)
            begun[folder] = fetch = Task.Run(() => place.Upload.FetchFolderAsync(reference, folder));
        return fetch;
    }
}
