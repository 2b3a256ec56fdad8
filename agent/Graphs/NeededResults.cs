using Muster.Graphs;

namespace Muster.Agent.Graphs;

/// <summary>The results of a job that another depends on.</summary>
/// <param name="Job">Its id.</param>
/// <param name="Folder">Absolute path of the folder that holds them, or shall.</param>
/// <param name="Reference">Their manifest; null: it kept none.</param>
internal sealed record NeededResults(string Job, string Folder, string? Reference)
{
    /// <summary>Whether they are on this machine.</summary>
    public bool AreHere => Reference is null || Directory.Exists(Folder);

    /// <summary>The results of a job that has succeeded.</summary>
    public static NeededResults Of(GraphPlace place, int job, JobRecord record)
    {
        var id = place.Graph.Jobs[job].Id;
        // The manifest's key ends in the attempt's stamp and its own name.
        return record.Last?.Result is { } reference
            ? new(id, place.Folders.ResultsOf(id, reference.Split('/')[^2]), reference)
            : new(id, place.Folders.NoResultsOf(id), null);
    }
}
