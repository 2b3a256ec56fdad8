using Muster.Outputs;
using Muster.Stores;

namespace Muster.Agent.Graphs;

/// <summary>What can go wrong outside of a graph, on the disk or with the blobs. It is told and tried again: room may be made, credentials may be renewed.</summary>
internal static class GraphTrouble
{
    /// <summary>Whether an error is of this kind; any other is a mistake in the program.</summary>
    public static bool Is(Exception error) =>
        error is IOException or UnauthorizedAccessException or InvalidDataException or StoreUnavailableException or StoreUnusableException or OutputGoneException;
}
