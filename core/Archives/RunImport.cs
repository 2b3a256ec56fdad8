using Muster.Deletion;
using Muster.Operations;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Archives;

/// <summary>
/// Reads a run from an archive into a store. Files and blobs come first, then chunks, and the run's record last, when the manifest has borne
/// out all of it: an import that broke off shows nowhere but by its mark, and the next one starts anew.
/// </summary>
/// <param name="ports">What it works with.</param>
/// <param name="muster">The version of Muster.</param>
public sealed class RunImport(RunPorts ports, string muster)
{
    /// <summary>Reads a run.</summary>
    /// <param name="from">The archive, compressed.</param>
    /// <param name="cancel">Ends the call; the run is not there then, unless all was done.</param>
    /// <exception cref="ArchiveException">It is no archive of a run, or damaged; nothing is left of it.</exception>
    /// <exception cref="ArchiveRefusedException">The run is here, and differs or is being deleted.</exception>
    /// <exception cref="RunBusyException">Another process works on its files.</exception>
    public async Task<ImportAnswer> ReadAsync(Stream from, CancellationToken cancel = default)
    {
        await using var archive = new ArchiveReader(from);
        var run = await HeadAsync(archive, cancel);
        using var held = ports.Files.TryLock(run.Id) ?? throw RunBusyException.Of(run.Id);
        return await ports.Store.GetRunAsync(run.Id, cancel) is { } known
            ? await CompareAsync(archive, known, cancel)
            : await PlaceAsync(archive, run, cancel);
    }

    private static async Task<RunRecord> HeadAsync(ArchiveReader archive, CancellationToken cancel)
    {
        var (_, first) = await archive.NextAsync(cancel) ?? throw ArchiveException.NoArchive();
        var header = ArchiveHeader.Read(await ArchiveReader.WholeAsync(first, cancel));
        var (path, second) = await archive.NextAsync(cancel) ?? throw ArchiveException.Missing(ArchiveLayout.Run);
        if (path != ArchiveLayout.Run)
            throw ArchiveException.Misplaced(path, $"where {ArchiveLayout.Run} does");
        var run = ReadRun(await ArchiveReader.WholeAsync(second, cancel));
        return run.Id != header.Run ? throw ArchiveException.Damaged(ArchiveLayout.Run, $"it is of run {run.Id}, and the header of run {header.Run}")
            : !run.HasEnded || run.DeletingSince is not null || run.Version != 1 || !IsId(run.Id) ? throw ArchiveException.Damaged(ArchiveLayout.Run, "no run that has ended looks so")
            : run;
    }

    private static RunRecord ReadRun(byte[] bytes)
    {
        try
        {
            return RecordJson.ReadRun(bytes);
        }
        catch (InvalidDataException error)
        {
            throw ArchiveException.Damaged(ArchiveLayout.Run, error.Message);
        }
    }

    // It becomes a part of paths and keys.
    private static bool IsId(RunId run) => run.Value.Length == RunId.FromToken("").Value.Length && run.Value.All(char.IsAsciiLetterOrDigit);

    private async Task<ImportAnswer> CompareAsync(ArchiveReader archive, RunRecord known, CancellationToken cancel)
    {
        if (known.DeletingSince is not null)
            throw ArchiveRefusedException.Of($"Run {known.Id} ({known.Name}) is here and being deleted. Finish that (muster delete {known.Id}), then import it.");
        await new ArchivePlacing(ports, known).ReadThroughAsync(archive, cancel);
        var here = await new RunExport(ports, muster).WriteUnlockedAsync(known, Stream.Null, cancel);
        return archive.Manifest.FirstDifference(here) is { } difference
            ? throw ArchiveRefusedException.Of($"Run {known.Id} ({known.Name}) is here already and differs from the archive, first in {difference}. Nothing was imported. To have the archive's, delete the one here first: muster delete {known.Id}")
            : new(known, IsNew: false, archive.Manifest);
    }

    private async Task<ImportAnswer> PlaceAsync(ArchiveReader archive, RunRecord run, CancellationToken cancel)
    {
        var leftovers = new RunLeftovers(ports);
        await leftovers.RemoveUnlockedAsync(run.Id, cancel);
        await ImportMark.WriteAsync(ports.Blobs, run, cancel);
        RunRecord placed;
        try
        {
            placed = await new ArchivePlacing(ports, run).PlaceAsync(archive, cancel);
        }
        catch (ArchiveException)
        {
            await leftovers.RemoveUnlockedAsync(run.Id, CancellationToken.None);
            throw;
        }

        if (await ports.Store.WriteAsync(placed, cancel) != WriteAnswer.Written)
            throw new StoreUnavailableException($"Run {run.Id} was written by another while it was imported here. Import it again, to see whether it is the same.");
        await ports.Blobs.DeleteAsync(ImportMark.Key(run.Id), cancel);
        return new(placed, IsNew: true, archive.Manifest);
    }
}

/// <summary>What an import came to.</summary>
/// <param name="Run">The run.</param>
/// <param name="IsNew">Whether this call brought it; else it was here, and is the same.</param>
/// <param name="Manifest">What was in the archive.</param>
public sealed record ImportAnswer(RunRecord Run, bool IsNew, ArchiveManifest Manifest);
