using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Muster.Chunks;
using Muster.Graphs;
using Muster.Operations;
using Muster.Outputs;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Archives;

/// <summary>Puts the entries of an archive where they belong, or only reads them.</summary>
/// <param name="ports">What it works with.</param>
/// <param name="run">The run, as the archive has it.</param>
internal sealed class ArchivePlacing(RunPorts ports, RunRecord run)
{
    private const int ChunksAtOnce = 32;
    private string? rowsDigest;
    private bool hasRows;
    private bool hasSpec;

    /// <summary>Reads all entries to the end, and checks them.</summary>
    public async Task ReadThroughAsync(ArchiveReader archive, CancellationToken cancel)
    {
        while (await archive.NextAsync(cancel) is var (path, content))
        {
            if (path == ArchiveLayout.Manifest)
            {
                await CheckAsync(archive, content, cancel);
                return;
            }
        }

        throw ArchiveException.Missing(ArchiveLayout.Manifest);
    }

    /// <summary>Puts all entries in their places but the run's record.</summary>
    /// <returns>The run's record, to be written.</returns>
    public async Task<RunRecord> PlaceAsync(ArchiveReader archive, CancellationToken cancel)
    {
        while (await archive.NextAsync(cancel) is var (path, content))
        {
            if (path == ArchiveLayout.Manifest)
            {
                await CheckAsync(archive, content, cancel);
                return Placed();
            }

            await PlaceAsync(path, content, cancel);
        }

        throw ArchiveException.Missing(ArchiveLayout.Manifest);
    }

    private static async Task CheckAsync(ArchiveReader archive, Stream content, CancellationToken cancel)
    {
        var manifest = ArchiveManifest.Read(await ArchiveReader.WholeAsync(content, cancel));
        if (await archive.NextAsync(cancel) is var (path, _))
            throw ArchiveException.Misplaced(path, $"before {ArchiveLayout.Manifest}");
        archive.Check(manifest);
    }

    private RunRecord Placed()
    {
        if (!hasSpec)
            throw ArchiveException.Missing(ArchiveLayout.Spec);
        if (rowsDigest is not null != hasRows)
            throw hasRows ? ArchiveException.NotInManifest(ArchiveLayout.Rows) : ArchiveException.Missing(ArchiveLayout.Rows);
        return run with
        {
            SpecUri = ports.Blobs.UriOf(SpecBlobs.SpecKey(run.Id, run.SpecDigest)).AbsoluteUri,
            RowsUri = rowsDigest is null ? null : ports.Blobs.UriOf(SpecBlobs.RowsKey(run.Id, rowsDigest)).AbsoluteUri,
        };
    }

    private Task PlaceAsync(string path, Stream content, CancellationToken cancel) => path switch
    {
        ArchiveLayout.Spec => PlaceSpecAsync(content, cancel),
        ArchiveLayout.Rows => PlaceRowsAsync(content, cancel),
        ArchiveLayout.Grants => PlaceGrantsAsync(content, cancel),
        _ when ArchiveLayout.FileOf(path) is { } file => ports.Files.WriteAsync(run.Id, file, content, cancel),
        _ when ArchiveLayout.BlobOf(path) is { } reference => PlaceBlobAsync(path, reference, content, cancel),
        _ when ArchiveLayout.IsChunks(path) => PlaceChunksAsync(path, content, cancel),
        _ => throw ArchiveException.Misplaced(path, "where it may"),
    };

    private async Task PlaceSpecAsync(Stream content, CancellationToken cancel)
    {
        var bytes = await ArchiveReader.WholeAsync(content, cancel);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) is var digest && digest != run.SpecDigest)
            throw ArchiveException.Damaged(ArchiveLayout.Spec, $"it has SHA-256 {digest}, and {run.SpecDigest} by the run's record");
        try
        {
            rowsDigest = SweepSpecJson.Read(bytes).RowsDigest;
        }
        catch (InvalidDataException error)
        {
            throw ArchiveException.Damaged(ArchiveLayout.Spec, error.Message);
        }

        using var spec = new MemoryStream(bytes);
        await ports.Blobs.PutAsync(SpecBlobs.SpecKey(run.Id, digest), spec, cancel);
        hasSpec = true;
    }

    private async Task PlaceRowsAsync(Stream content, CancellationToken cancel)
    {
        if (rowsDigest is not { } digest)
            throw ArchiveException.Misplaced(ArchiveLayout.Rows, "after a spec that names rows");
        using var counting = new CountingStream(content);
        await ports.Blobs.PutAsync(SpecBlobs.RowsKey(run.Id, digest), counting, cancel);
        if (counting.EntryOf(ArchiveLayout.Rows).Sha256 is var found && found != digest)
            throw ArchiveException.Damaged(ArchiveLayout.Rows, $"they have SHA-256 {found}, and {digest} by the spec");
        hasRows = true;
    }

    private Task PlaceBlobAsync(string path, string reference, Stream content, CancellationToken cancel) =>
        BlobKey.WrongWith(GraphBlobs.KeyOf(run.Id, reference)) is { } problem
            ? throw ArchiveException.BadName(path, problem)
            : ports.Blobs.PutAsync(GraphBlobs.KeyOf(run.Id, reference), content, cancel);

    private async Task PlaceGrantsAsync(Stream content, CancellationToken cancel)
    {
        try
        {
            var book = RecordJson.ReadGrantBook(await ArchiveReader.WholeAsync(content, cancel));
            if (book.Run != run.Id || book.Version != 1)
                throw new InvalidDataException("it is of another run");
            await ports.Store.WriteAsync(book, cancel);
        }
        catch (InvalidDataException error)
        {
            throw ArchiveException.Damaged(ArchiveLayout.Grants, error.Message);
        }
    }

    private async Task PlaceChunksAsync(string path, Stream content, CancellationToken cancel)
    {
        var (pool, last) = PoolOf(path);
        using var lines = new StreamReader(content);
        var writes = new List<Task>();
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            var chunk = ArchiveJson.Read(System.Text.Encoding.UTF8.GetBytes(line), path, json => ChunkJson.Read(json, pool));
            if (chunk.Key.Number < 0 || chunk.Key.Number >= last)
                throw ArchiveException.Damaged(path, $"the run has no chunk {chunk.Key}");
            writes.Add(PlaceAsync(chunk, cancel));
            if (writes.Count < ChunksAtOnce)
                continue;
            await Task.WhenAll(writes);
            writes.Clear();
        }

        await Task.WhenAll(writes);
    }

    private (PoolKey Pool, long Chunks) PoolOf(string path)
    {
        var numbers = path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..].Split('-', '.');
        if (numbers is [var round, var pool, _, "jsonl"]
            && int.TryParse(round, NumberStyles.None, CultureInfo.InvariantCulture, out var r) && int.TryParse(pool, NumberStyles.None, CultureInfo.InvariantCulture, out var p)
            && RunRemoval.PoolsOf(run).FirstOrDefault(one => one.Pool == new PoolKey(run.Id, r, p)) is { Chunks: > 0 } found)
            return found;
        throw ArchiveException.Damaged(path, "the run has no such pool");
    }

    private async Task PlaceAsync(ChunkRecord chunk, CancellationToken cancel)
    {
        if (await ports.Store.WriteAsync(chunk, cancel) != WriteAnswer.Written)
            throw new StoreUnavailableException($"The chunk {chunk.Key} was written by another while the run was imported. Import it again.");
    }
}
