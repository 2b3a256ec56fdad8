using Muster.Runs;
using Muster.Stores;

namespace Muster.Sweeps;

/// <summary>Where specs and row files are among the blobs: by the digest of their bytes, so that writing one twice is harmless.</summary>
public static class SpecBlobs
{
    /// <summary>The key of a canonical spec.</summary>
    /// <param name="digest">SHA-256, lower-case hex.</param>
    public static string SpecKey(string digest) => $"specs/{digest}.json";

    /// <summary>The key of a row file.</summary>
    /// <param name="digest">SHA-256, lower-case hex.</param>
    public static string RowsKey(string digest) => $"rows/{digest}";

    /// <summary>Reads a run's spec, and opens its points.</summary>
    /// <exception cref="SpecGoneException">A blob that the run names is not there.</exception>
    public static async Task<(SweepSpec Spec, PointSource Points)> LoadAsync(IBlobStore blobs, RunRecord run, CancellationToken cancel = default)
    {
        await using var stream = await blobs.GetAsync(SpecKey(run.SpecDigest), cancel: cancel) ?? throw SpecGoneException.Of(run, run.SpecUri);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        var spec = SweepSpecJson.Read(bytes.ToArray());
        if (spec.RowsDigest is not { } digest)
            return (spec, new(spec, null));
        var info = await blobs.FindAsync(RowsKey(digest), cancel) ?? throw SpecGoneException.Of(run, run.RowsUri ?? RowsKey(digest));
        var window = new BlobWindow(blobs, info);
        return (spec, new(spec, new RowFileReader(info.Length, window.Read)));
    }
}

/// <summary>A blob that a run needs is not there.</summary>
public sealed class SpecGoneException : Exception
{
    private SpecGoneException(string message) : base(message) { }

    internal static SpecGoneException Of(RunRecord run, string uri) =>
        new($"Run {run.Id} ({run.Name}) needs {uri}, which is not there; it was removed, or the store was copied in part. Copy the whole store, or submit again.");
}
