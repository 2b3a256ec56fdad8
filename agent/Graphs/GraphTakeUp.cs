using Muster.Graphs;

namespace Muster.Agent.Graphs;

/// <summary>
/// Finds where a point's graph stands: in the journal of this machine, or in the store, whichever is later. What is on this machine counts only while nobody else has
/// kept anything since: if somebody has, all of it is thrown away.
/// </summary>
internal sealed class GraphTakeUp(GraphPlace place)
{
    /// <summary>The state to go on from.</summary>
    /// <exception cref="IOException">What the point's line names is not there, and neither is a journal.</exception>
    public async Task<GraphState> StateAsync()
    {
        var here = GraphJournal.Read(place.Folders.Journal, place.Graph);
        var stored = place.Order.Graph is { } reference
            ? await GraphBlobs.ReadStateAsync(place.Setup.Blobs, place.Setup.Run.Id, place.Graph, reference)
            : null;
        if (stored is null && here is null && place.Order.Graph is { } missing)
            throw new IOException($"its state {missing} is not among the blobs any more; copy the whole store, or retry the run to begin anew");
        if (here is not null && (stored is null || here.Epoch >= stored.Epoch))
            return stored?.Epoch == here.Epoch && stored.Version > here.Version ? stored : here;
        if (here is not null)
            StartOver();
        return stored ?? new(place.Graph);
    }

    private void StartOver()
    {
        Directory.Delete(place.Folders.Root, recursive: true);
        place.Folders.Create();
    }
}
