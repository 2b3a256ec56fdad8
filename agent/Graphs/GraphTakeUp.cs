using Muster.Graphs;

namespace Muster.Agent.Graphs;

/// <summary>
/// Finds where a point's graph stands, as <see cref="GraphChoice"/> decides: in the journal of this machine, or in the store. If somebody else has kept anything since,
/// all that is on this machine is thrown away.
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
        var choice = GraphChoice.Of(here, stored, place.Order.Graph is not null);
        if (choice.ThrowsJournalAway)
            StartOver();
        return choice.Source switch
        {
            GraphSource.Journal => here!,
            GraphSource.Store => stored!,
            GraphSource.Nothing => new(place.Graph),
            _ => throw new IOException($"its state {place.Order.Graph} is not among the blobs any more; copy the whole store, or retry the run to begin anew"),
        };
    }

    private void StartOver()
    {
        Directory.Delete(place.Folders.Root, recursive: true);
        place.Folders.Create();
    }
}
