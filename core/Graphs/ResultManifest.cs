using Muster.Runs;
using Muster.Stores;

namespace Muster.Graphs;

/// <summary>
/// Which files an attempt of a job left, as its results or in its checkpoint folder, and where their bytes are. It is a blob, written after all that it names, so
/// whoever finds it finds them too.
/// </summary>
/// <param name="Files">The files; no two have the same path.</param>
public sealed record ResultManifest(IReadOnlyList<ManifestFile> Files)
{
    /// <summary>Reads one.</summary>
    /// <param name="blobs">The blobs.</param>
    /// <param name="run">The run.</param>
    /// <param name="reference">What the attempt, or the job's checkpoint, says.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>The manifest; null: there is no such blob any more.</returns>
    /// <exception cref="InvalidDataException">What is there is no manifest.</exception>
    public static async Task<ResultManifest?> ReadAsync(IBlobStore blobs, RunId run, string reference, CancellationToken cancel = default)
    {
        var bytes = await blobs.ReadWholeAsync(GraphBlobs.KeyOf(run, reference), cancel);
        return bytes is null ? null : ResultManifestJson.Read(bytes);
    }
}

/// <summary>A file of a manifest.</summary>
/// <param name="Path">Where it was, relative to the job's directory, with <c>/</c>; of a file outside of it, its absolute path without the first <c>/</c>. No part of it leads elsewhere (<see cref="Outputs.RunFilePath"/>).</param>
/// <param name="Key">The blob with its bytes, by its key below the run's own prefix (<see cref="GraphBlobs"/>).</param>
/// <param name="Length">Bytes, 0 or more.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="Mode">Its permissions, from 0 to 0777 in octal; null: unknown.</param>
public sealed record ManifestFile(string Path, string Key, long Length, string Sha256, int? Mode);
