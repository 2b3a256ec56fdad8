namespace Muster.Graphs;

/// <summary>From where a worker goes on with a point's graph.</summary>
public enum GraphSource
{
    /// <summary>From nothing: no job was run yet, as far as anybody knows.</summary>
    Nothing,
    /// <summary>From the journal on its machine.</summary>
    Journal,
    /// <summary>From the state that the point's line in the store names.</summary>
    Store,
    /// <summary>It cannot: the line names a state that is not there any more, and its machine knows of none.</summary>
    Lost,
}

/// <summary>
/// Decides from where a worker goes on with a point's graph: from its machine's journal or from the store, whichever is later. What is on the machine counts only while
/// nobody else has kept anything since; what an older owner kept in the store never counts against it. Pure.
/// </summary>
/// <param name="Source">From where.</param>
/// <param name="ThrowsJournalAway">Whether what is on the machine is of no use any more, with all files beside it.</param>
public readonly record struct GraphChoice(GraphSource Source, bool ThrowsJournalAway)
{
    /// <summary>Decides.</summary>
    /// <param name="journal">What the machine's journal says; null: there is none.</param>
    /// <param name="stored">What the store has under the name in the point's line; null: nothing.</param>
    /// <param name="isNamed">Whether the point's line names a state.</param>
    public static GraphChoice Of(GraphState? journal, GraphState? stored, bool isNamed) => (journal, stored) switch
    {
        (null, null) => new(isNamed ? GraphSource.Lost : GraphSource.Nothing, false),
        ({ }, null) => new(GraphSource.Journal, false),
        (null, { }) => new(GraphSource.Store, false),
        var (here, there) when here.Epoch < there.Epoch => new(GraphSource.Store, true),
        // A power loss may have taken the journal's end, but not what was kept before it.
        var (here, there) when here.Epoch == there.Epoch && here.Version < there.Version => new(GraphSource.Store, false),
        _ => new(GraphSource.Journal, false),
    };
}
