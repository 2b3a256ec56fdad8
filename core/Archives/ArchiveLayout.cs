using System.Globalization;
using Muster.Chunks;
using Muster.Outputs;

namespace Muster.Archives;

/// <summary>
/// What an archive of a run holds, in this order: the header, the run's record, its spec, its row file (if it has rows), its files, what its job graphs
/// left among the blobs, its chunks in pages, its grant book (if it has one), and at last the manifest.
/// </summary>
public static class ArchiveLayout
{
    /// <summary>The format that this version writes, and the newest that it reads.</summary>
    public const int Format = 1;

    internal const string Header = "muster.json";
    internal const string Run = "run.json";
    internal const string Spec = "spec.json";
    internal const string Rows = "rows";
    internal const string Grants = "grants.json";
    internal const string Manifest = "manifest.json";
    internal const int ChunksPerPage = 1024;
    private const string FilesFolder = "files/";
    private const string ChunksFolder = "chunks/";
    private const string BlobsFolder = "blobs/";

    /// <summary>The entry of a run's file.</summary>
    internal static string OfFile(string path) => FilesFolder + path;

    /// <summary>The entry of a blob of a job graph.</summary>
    /// <param name="reference">Its key below the run's own prefix.</param>
    internal static string OfBlob(string reference) => BlobsFolder + reference;

    /// <summary>The reference of the blob in an entry; null: the entry is something else.</summary>
    internal static string? BlobOf(string entry) => entry.StartsWith(BlobsFolder + Graphs.GraphBlobs.Folder, StringComparison.Ordinal) ? entry[BlobsFolder.Length..] : null;

    /// <summary>The entry of a page of chunks.</summary>
    internal static string OfChunks(PoolKey pool, long page) =>
        string.Create(CultureInfo.InvariantCulture, $"{ChunksFolder}{pool.Round}-{pool.Pool}-{page}.jsonl");

    /// <summary>The path of the run's file in an entry; null: the entry is something else.</summary>
    internal static string? FileOf(string entry) => entry.StartsWith(FilesFolder, StringComparison.Ordinal) ? entry[FilesFolder.Length..] : null;

    /// <summary>Whether an entry is a page of chunks.</summary>
    internal static bool IsChunks(string entry) => entry.StartsWith(ChunksFolder, StringComparison.Ordinal);

    /// <summary>What is wrong with an entry's name; null: nothing.</summary>
    internal static string? WrongWith(string entry) =>
        RunFilePath.WrongWith(entry) ?? (entry is Header or Run or Spec or Rows or Grants or Manifest || FileOf(entry) is not null || BlobOf(entry) is not null || IsChunks(entry)
            ? null
            : "is nothing that an archive of a run has");
}
