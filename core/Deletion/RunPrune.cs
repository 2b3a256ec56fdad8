using System.Runtime.CompilerServices;
using Muster.Graphs;
using Muster.Operations;
using Muster.Outputs;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Deletion;

/// <summary>Finds runs that ended long ago, and prunes their logs.</summary>
/// <param name="ports">What it works with.</param>
public sealed class RunPrune(RunPorts ports)
{
    /// <summary>The runs that a rule takes, newest first.</summary>
    public IAsyncEnumerable<RunRecord> FindAsync(PruneRule rule, CancellationToken cancel = default) => RunPages.AllAsync(ports.Store, cancel).Where(rule.Takes);

    /// <summary>Why a run's logs would not be pruned; null: they would be.</summary>
    public async Task<string?> RefusalAsync(RunRecord run, CancellationToken cancel = default) =>
        DeleteDecision.ToPrune(await new DeleteFactsReader(ports).ReadAsync(run, cancel)).Refusal;

    /// <summary>What pruning a run's logs would remove.</summary>
    /// <exception cref="SpecGoneException">Its spec is gone, and with it the knowledge what is a result.</exception>
    public async Task<FileTally> TryAsync(RunRecord run, CancellationToken cancel = default) =>
        await ports.Files.KeepResultsAsync(run.Id, await KeptOfAsync(run, cancel), isTrial: true, cancel) + await RemoveGraphLogsAsync(run.Id, isTrial: true, cancel);

    /// <summary>
    /// Prunes a run's logs: the record says so first, then all but results goes. What breaks off is finished by the next call.
    /// </summary>
    /// <exception cref="RunNotFoundException">It is not there any more.</exception>
    /// <exception cref="DeleteRefusedException">It has not ended, or is being deleted.</exception>
    /// <exception cref="RunBusyException">Another process works on its files.</exception>
    /// <exception cref="SpecGoneException">Its spec is gone.</exception>
    public async Task<FileTally> PruneAsync(RunId id, CancellationToken cancel = default)
    {
        using var held = ports.Files.TryLock(id) ?? throw RunBusyException.Of(id);
        var run = await RunEdit.TryAsync(ports.Store, id, async found =>
        {
            if (await RefusalAsync(found, cancel) is { } refusal)
                throw DeleteRefusedException.Of(refusal);
            var pruned = found.PruneLogs(ports.Time.GetUtcNow());
            return await ports.Store.WriteAsync(pruned, cancel) == WriteAnswer.Written ? pruned : null;
        }, cancel);
        var files = await ports.Files.KeepResultsAsync(id, await KeptOfAsync(run, cancel), isTrial: false, cancel);
        return files + await RemoveGraphLogsAsync(id, isTrial: false, cancel);
    }

    /// <summary>Removes what the jobs of graphs wrote, and their checkpoints; their states and results stay.</summary>
    private async Task<FileTally> RemoveGraphLogsAsync(RunId id, bool isTrial, CancellationToken cancel)
    {
        var (tally, keys) = (default(FileTally), new List<string>());
        await foreach (var blob in ports.Blobs.ListAsync(GraphBlobs.KeyOf(id, GraphBlobs.Folder), cancel))
        {
            if (!GraphBlobs.IsLog(blob.Key[SpecBlobs.Prefix(id).Length..]))
                continue;
            tally = tally.And(blob.Length);
            keys.Add(blob.Key);
        }

        foreach (var key in isTrial ? [] : keys)
            await ports.Blobs.DeleteAsync(key, cancel);
        return tally;
    }

    private async Task<KeptResults> KeptOfAsync(RunRecord run, CancellationToken cancel)
    {
        var (spec, _) = await SpecBlobs.LoadAsync(ports.Blobs, run, cancel);
        return new(ReferencesAsync(run, cancel), spec.ResultPaths);
    }

    private async IAsyncEnumerable<string> ReferencesAsync(RunRecord run, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var chunk in AllChunks.OfAsync(ports.Store, run, cancel))
        {
            foreach (var attempt in chunk.Entries.SelectMany(entry => entry.Attempts))
            {
                if (attempt.Result is { } result)
                    yield return result;
            }
        }
    }
}
