namespace Muster.Testing.Simulation;

/// <summary>A fault put in on purpose, to see whether the checks find it.</summary>
public enum SimMutation
{
    /// <summary>None.</summary>
    None,
    /// <summary>The store accepts a chunk's write under any version and epoch.</summary>
    ChunksWithoutEpoch,
    /// <summary>The store accepts a grant book under any version and epoch.</summary>
    BooksWithoutEpoch,
    /// <summary>A read of the store that got no answer counts as one that found nothing.</summary>
    UnknownRecordIsNone,
    /// <summary>A listing of instances that failed counts as an empty one.</summary>
    UnknownListingIsEmpty,
    /// <summary>Workers work three times as long as their lease says.</summary>
    WorkersOverstay,
    /// <summary>Coordinators wait for half of a lease only.</summary>
    CoordinatorsHurry,
    /// <summary>The provider starts a second instance when a token comes again.</summary>
    TokensForgotten,
    /// <summary>A listing of a platform counts although not all of its pages have come.</summary>
    PagesMissing,
    /// <summary>Workers use their grants ten times as long as those say.</summary>
    GrantsOutstayed,
    /// <summary>A worker goes on with a graph from its machine's journal, although others have kept more since.</summary>
    JournalsNeverOld,
    /// <summary>A point's line names a state of its graph before that is kept.</summary>
    StatesNamedUnkept,
}
