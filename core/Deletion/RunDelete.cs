using Muster.Operations;
using Muster.Outputs;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Deletion;

/// <summary>
/// Deletes runs that have ended. The record is marked first, and from then on nobody changes it; then go the files, the blobs, what belongs
/// to the record, and at last the record itself. Whatever breaks off leaves a marked run, which the next call finishes.
/// </summary>
/// <param name="ports">What it works with.</param>
public sealed class RunDelete(RunPorts ports)
{
    private const int MostTries = 20;

    /// <summary>Why a run would not be deleted; null: it would be.</summary>
    public async Task<string?> RefusalAsync(RunRecord run, CancellationToken cancel = default) =>
        DeleteDecision.ToDelete(await new DeleteFactsReader(ports).ReadAsync(run, cancel)).Refusal;

    /// <summary>The files of a run on this machine.</summary>
    public async Task<FileTally> FilesAsync(RunId run, CancellationToken cancel = default)
    {
        var tally = default(FileTally);
        await foreach (var file in ports.Files.ListAsync(run, cancel))
            tally = tally.And(file.Length);
        return tally;
    }

    /// <summary>Deletes a run.</summary>
    /// <param name="id">The run.</param>
    /// <param name="cancel">Ends the call; then the run may be marked and partly gone.</param>
    /// <returns>What was on this machine of its files.</returns>
    /// <exception cref="RunNotFoundException">It is not there any more.</exception>
    /// <exception cref="DeleteRefusedException">It has not ended, or is still needed.</exception>
    /// <exception cref="RunBusyException">Another process works on its files.</exception>
    public async Task<FileTally> DeleteAsync(RunId id, CancellationToken cancel = default)
    {
        using var held = ports.Files.TryLock(id) ?? throw RunBusyException.Of(id);
        var marked = await MarkAsync(id, cancel);
        var tally = await FilesAsync(id, cancel);
        await ports.Files.DeleteAllAsync(id, cancel);
        await DeleteBlobsAsync(ports.Blobs, id, cancel);
        return await ports.Store.RemoveAsync(marked, cancel) == WriteAnswer.Written
            ? tally
            : throw new StoreUnavailableException($"Run {id} was changed by others while it was being deleted; its files and its spec are gone. Try again.");
    }

    /// <summary>Removes all blobs of a run.</summary>
    internal static async Task DeleteBlobsAsync(IBlobStore blobs, RunId id, CancellationToken cancel)
    {
        var keys = new List<string>();
        await foreach (var blob in blobs.ListAsync(SpecBlobs.Prefix(id), cancel))
            keys.Add(blob.Key);
        foreach (var key in keys)
            await blobs.DeleteAsync(key, cancel);
    }

    private async Task<RunRecord> MarkAsync(RunId id, CancellationToken cancel)
    {
        for (var i = 0; i < MostTries; i++)
        {
            var run = await ports.Store.GetRunAsync(id, cancel) ?? throw RunNotFoundException.None(id.Value, null, []);
            if (await RefusalAsync(run, cancel) is { } refusal)
                throw DeleteRefusedException.Of(refusal);
            if (run.DeletingSince is not null)
                return run;
            var marked = run.Delete(ports.Time.GetUtcNow());
            if (await ports.Store.WriteAsync(marked, cancel) == WriteAnswer.Written)
                return marked;
        }

        throw new StoreUnavailableException($"Run {id} was changed by others {MostTries} times while it was to be deleted; nothing was done. Try again.");
    }
}
