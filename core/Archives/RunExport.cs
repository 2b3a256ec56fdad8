using Muster.Chunks;
using Muster.Deletion;
using Muster.Graphs;
using Muster.Operations;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Archives;

/// <summary>
/// Writes a run that has ended into an archive: its records, its spec and rows, and its files on this machine. What a store itself counts or
/// names (versions, URIs) is left out, so that an archive is the same whichever store it comes from.
/// </summary>
/// <param name="ports">What it works with.</param>
/// <param name="muster">The version of Muster.</param>
public sealed class RunExport(RunPorts ports, string muster)
{
    /// <summary>Writes a run.</summary>
    /// <param name="id">The run.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cancel">Ends the call; what was written is no archive.</param>
    /// <returns>What is in the archive.</returns>
    /// <exception cref="RunNotFoundException">It is not there any more.</exception>
    /// <exception cref="ArchiveRefusedException">It has not ended, or is being deleted.</exception>
    /// <exception cref="RunBusyException">Another process works on its files.</exception>
    /// <exception cref="SpecGoneException">Its spec or its rows are gone.</exception>
    public async Task<ArchiveManifest> WriteAsync(RunId id, Stream to, CancellationToken cancel = default)
    {
        using var held = ports.Files.TryLock(id) ?? throw RunBusyException.Of(id);
        var run = await ports.Store.GetRunAsync(id, cancel) ?? throw RunNotFoundException.None(id.Value, null, []);
        var facts = await new DeleteFactsReader(ports).ReadAsync(run, cancel);
        if (Refusal(facts) is { } refusal)
            throw ArchiveRefusedException.Of(refusal);
        return await WriteUnlockedAsync(run, to, cancel);
    }

    /// <summary>A run as an archive has it.</summary>
    internal static RunRecord Bare(RunRecord run) => run with { Version = 1, SpecUri = ArchiveLayout.Spec, RowsUri = run.RowsUri is null ? null : ArchiveLayout.Rows };

    internal async Task<ArchiveManifest> WriteUnlockedAsync(RunRecord run, Stream to, CancellationToken cancel)
    {
        await using var archive = new ArchiveWriter(to, PruneRule.EndOf(run) ?? run.UpdatedAt);
        await archive.WriteAsync(ArchiveLayout.Header, new ArchiveHeader(ArchiveLayout.Format, muster, run.Id, run.Name).ToJson(), cancel);
        await archive.WriteAsync(ArchiveLayout.Run, RecordJson.Write(Bare(run)), cancel);
        await WriteSpecAsync(archive, run, cancel);
        await foreach (var file in ports.Files.ListAsync(run.Id, cancel))
        {
            await using var content = await ports.Files.OpenAsync(run.Id, file.Path, cancel) ?? throw new EndOfStreamException($"{file.Path} of run {run.Id} went away while it was to be read.");
            await archive.WriteAsync(ArchiveLayout.OfFile(file.Path), content, file.Length, cancel);
        }

        await foreach (var blob in ports.Blobs.ListAsync(GraphBlobs.KeyOf(run.Id, GraphBlobs.Folder), cancel))
        {
            await using var content = await ports.Blobs.GetAsync(blob.Key, cancel: cancel) ?? throw new EndOfStreamException($"{blob.Key} went away while it was to be read.");
            await archive.WriteAsync(ArchiveLayout.OfBlob(blob.Key[SpecBlobs.Prefix(run.Id).Length..]), content, blob.Length, cancel);
        }

        await WriteChunksAsync(archive, run, cancel);
        if (await ports.Store.GetGrantBookAsync(run.Id, cancel) is { } book)
            await archive.WriteAsync(ArchiveLayout.Grants, RecordJson.Write(book with { Version = 1 }), cancel);
        await archive.CompleteAsync(cancel);
        return archive.Manifest;
    }

    private static string? Refusal(DeleteFacts facts)
    {
        var run = facts.Run;
        if (run.DeletingSince is not null)
            return $"Run {run.Id} ({run.Name}) is being deleted; it is not whole any more. Finish that: muster delete {run.Id}";
        return !run.HasEnded
            ? $"Run {run.Id} ({run.Name}) {RunWords.Says(run)}; only a run that has ended is exported. Wait for it (muster wait {run.Id}), or cancel it (muster cancel {run.Id})."
            : DeleteDecision.ToPrune(facts).Refusal;
    }

    private async Task WriteSpecAsync(ArchiveWriter archive, RunRecord run, CancellationToken cancel)
    {
        using var spec = new MemoryStream();
        await using (var stream = await SpecBlobs.OpenSpecAsync(ports.Blobs, run, cancel))
            await stream.CopyToAsync(spec, cancel);
        await archive.WriteAsync(ArchiveLayout.Spec, spec.ToArray(), cancel);
        if (SweepSpecJson.Read(spec.ToArray()).RowsDigest is not { } digest)
            return;
        var rows = await SpecBlobs.FindRowsAsync(ports.Blobs, run, digest, cancel);
        await using var content = await ports.Blobs.GetAsync(rows.Key, cancel: cancel) ?? throw SpecGoneException.Of(run, run.RowsUri ?? rows.Key);
        await archive.WriteAsync(ArchiveLayout.Rows, content, rows.Length, cancel);
    }

    private async Task WriteChunksAsync(ArchiveWriter archive, RunRecord run, CancellationToken cancel)
    {
        var (lines, at) = (new MemoryStream(), default((PoolKey Pool, long Page)));
        await foreach (var chunk in AllChunks.OfAsync(ports.Store, run, cancel))
        {
            var page = (chunk.Key.PoolKey, chunk.Key.Number / ArchiveLayout.ChunksPerPage);
            if (page != at)
                await FlushAsync();
            at = page;
            lines.Write(ArchiveJson.Write(json => ChunkJson.Write(json, chunk)));
            lines.WriteByte((byte)'\n');
        }

        await FlushAsync();

        async Task FlushAsync()
        {
            if (lines.Length > 0)
                await archive.WriteAsync(ArchiveLayout.OfChunks(at.Pool, at.Page), lines.ToArray(), cancel);
            lines.SetLength(0);
        }
    }
}
