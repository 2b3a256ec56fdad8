using Muster.Runs;
using Muster.Stores;

namespace Muster.Sweeps;

/// <summary>
/// Where a run's spec and row file are among the blobs: under the run's own prefix, so that they go with it. The digest of the bytes is
/// part of the key: writing one twice is harmless, and another submission under the same token overwrites nothing.
/// </summary>
public static class SpecBlobs
{
    /// <summary>What all blobs of a run start with.</summary>
    public static string Prefix(RunId run) => $"runs/{run}/";

    /// <summary>The key of a canonical spec.</summary>
    /// <param name="run">The run.</param>
    /// <param name="digest">SHA-256, lower-case hex.</param>
    public static string SpecKey(RunId run, string digest) => $"{Prefix(run)}spec-{digest}.json";

    /// <summary>The key of a row file.</summary>
    /// <param name="run">The run.</param>
    /// <param name="digest">SHA-256, lower-case hex.</param>
    public static string RowsKey(RunId run, string digest) => $"{Prefix(run)}rows-{digest}";

    /// <summary>Where runs of older versions have a spec, shared by all that have the same. Only read.</summary>
    public static string SharedSpecKey(string digest) => $"specs/{digest}.json";

    /// <summary>Where runs of older versions have a row file, shared by all that have the same. Only read.</summary>
    public static string SharedRowsKey(string digest) => $"rows/{digest}";

    /// <summary>Reads a run's spec, and opens its points.</summary>
    /// <exception cref="SpecGoneException">A blob that the run names is not there.</exception>
    public static async Task<(SweepSpec Spec, PointSource Points)> LoadAsync(IBlobStore blobs, RunRecord run, CancellationToken cancel = default)
    {
        var spec = await ReadSpecAsync(blobs, run, cancel);
        if (spec.RowsDigest is not { } digest)
            return (spec, new(spec, null));
        var rows = await FindRowsAsync(blobs, run, digest, cancel);
        return (spec, new(spec, new RowFileReader(rows.Length, new BlobWindow(blobs, rows).Read)));
    }

    /// <summary>Reads a run's spec.</summary>
    /// <exception cref="SpecGoneException">It is not there.</exception>
    public static async Task<SweepSpec> ReadSpecAsync(IBlobStore blobs, RunRecord run, CancellationToken cancel = default)
    {
        await using var stream = await OpenSpecAsync(blobs, run, cancel);
        return SweepSpecJson.Read(await stream.ReadWholeAsync(cancel));
    }

    /// <summary>Opens a run's spec as it was written.</summary>
    /// <exception cref="SpecGoneException">It is not there.</exception>
    public static async Task<Stream> OpenSpecAsync(IBlobStore blobs, RunRecord run, CancellationToken cancel = default) =>
        await blobs.GetAsync(SpecKey(run.Id, run.SpecDigest), cancel: cancel)
            ?? await blobs.GetAsync(SharedSpecKey(run.SpecDigest), cancel: cancel)
            ?? throw SpecGoneException.Of(run, run.SpecUri);

    /// <summary>Finds a run's row file.</summary>
    /// <exception cref="SpecGoneException">It is not there.</exception>
    public static async Task<BlobInfo> FindRowsAsync(IBlobStore blobs, RunRecord run, string digest, CancellationToken cancel = default) =>
        await blobs.FindAsync(RowsKey(run.Id, digest), cancel)
            ?? await blobs.FindAsync(SharedRowsKey(digest), cancel)
            ?? throw SpecGoneException.Of(run, run.RowsUri ?? RowsKey(run.Id, digest));
}

/// <summary>A blob that a run needs is not there.</summary>
public sealed class SpecGoneException : Exception
{
    private SpecGoneException(string message) : base(message) { }

    internal static SpecGoneException Of(RunRecord run, string uri) =>
        new($"Run {run.Id} ({run.Name}) needs {uri}, which is not there; it was removed, or the store was copied in part. Copy the whole store, or submit again.");
}
