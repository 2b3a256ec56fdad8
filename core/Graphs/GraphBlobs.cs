using System.Globalization;
using Muster.Outputs;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Graphs;

/// <summary>
/// Where the states, logs and results of job graphs are among a run's blobs. Each is written once, under a key of its own, and found by a reference: from
/// the point's line to the state, from the state to logs and results. References are keys below the run's own prefix, so that a run can be moved as a whole.
/// </summary>
public static class GraphBlobs
{
    /// <summary>What the references of all graphs begin with.</summary>
    public const string Folder = "graphs/";

    /// <summary>What the names of packs begin with, which hold what many attempts wrote.</summary>
    public const string PackName = "p-";

    /// <summary>What the names of files begin with that hold what one attempt wrote.</summary>
    public const string OwnLogName = "j-";

    /// <summary>The folder of checkpoints, below a graph's prefix.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>Whether a blob is of no use once a run has ended and only its results are to be kept: what attempts wrote, and their checkpoints.</summary>
    /// <param name="reference">Its key below the run's own prefix.</param>
    public static bool IsLog(string reference) =>
        reference.StartsWith(PointBlobs.Logs, StringComparison.Ordinal) || reference.StartsWith(PointBlobs.Live, StringComparison.Ordinal) || reference.Split('/') is ["graphs", _, var name, .. var rest]
        && (rest.Length == 0 ? name.StartsWith(PackName, StringComparison.Ordinal) || name.StartsWith(OwnLogName, StringComparison.Ordinal) : name == Checkpoints);

    /// <summary>What the keys of a point's graph begin with, below the run's own prefix.</summary>
    public static string PrefixOf(int round, long point) => string.Create(CultureInfo.InvariantCulture, $"{Folder}{round}-{point}/");

    /// <summary>The full key of a reference.</summary>
    public static string KeyOf(RunId run, string reference) => SpecBlobs.Prefix(run) + reference;

    /// <summary>Reads a point's state.</summary>
    /// <param name="blobs">The blobs.</param>
    /// <param name="run">The run.</param>
    /// <param name="spec">The graph.</param>
    /// <param name="reference">What the point's line says.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>The state; null: there is no such blob any more.</returns>
    /// <exception cref="InvalidDataException">What is there is no state of the graph.</exception>
    public static async Task<GraphState?> ReadStateAsync(IBlobStore blobs, RunId run, GraphSpec spec, string reference, CancellationToken cancel = default)
    {
        var bytes = await blobs.ReadWholeAsync(KeyOf(run, reference), cancel);
        return bytes is null ? null : GraphStateJson.Read(bytes, spec);
    }
}
