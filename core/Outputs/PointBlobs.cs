using System.Globalization;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Outputs;

/// <summary>
/// Where what points of one command leave is among a run's blobs, if their machine goes away: packs of output and results, files that results name, and what running attempts have written
/// so far. References are keys below the run's own prefix.
/// </summary>
public static class PointBlobs
{
    /// <summary>What the references of packs and of long output begin with.</summary>
    public const string Logs = "logs/";

    /// <summary>What the references of what running attempts write begin with.</summary>
    public const string Live = "live/";

    /// <summary>What the references of a worker's packs of output begin with.</summary>
    public static string LogsOf(string worker) => $"{Logs}{worker}/";

    /// <summary>What the references of a worker's packs of result objects begin with: they stay when logs are pruned.</summary>
    public static string ResultsOf(string worker) => $"results/{worker}/";

    /// <summary>The reference of the manifest of the files that a point's last attempt left as results.</summary>
    public static string ManifestOf(long point) => string.Create(CultureInfo.InvariantCulture, $"files/{point}.json");

    /// <summary>What the references of the files begin with that an attempt left as results.</summary>
    public static string FilesOf(int round, long point, int attempt) => string.Create(CultureInfo.InvariantCulture, $"files/{round}-{point}-{attempt}/");

    /// <summary>The reference of what a worker's running attempts wrote lately.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="number">1-based.</param>
    public static string LiveOf(string worker, long number) => string.Create(CultureInfo.InvariantCulture, $"{Live}{worker}/{number:D8}");

    /// <summary>The full key of a reference.</summary>
    public static string KeyOf(RunId run, string reference) => SpecBlobs.Prefix(run) + reference;
}
