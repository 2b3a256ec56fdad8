using Muster.Archives;
using Muster.Operations;
using Muster.Outputs;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Deletion;

/// <summary>What is there of a run that is not: what an import that broke off had written, or files of a run that was deleted on another machine.</summary>
/// <param name="ports">What it works with.</param>
public sealed class RunLeftovers(RunPorts ports)
{
    /// <summary>Whether there is anything.</summary>
    public async Task<bool> AnyAsync(RunId id, CancellationToken cancel = default)
    {
        await foreach (var _ in ports.Files.ListAsync(id, cancel))
            return true;
        await foreach (var _ in ports.Blobs.ListAsync(SpecBlobs.Prefix(id), cancel))
            return true;
        return (await ports.Files.ListRunsAsync(cancel)).Contains(id);
    }

    /// <summary>Removes it, unless the run is there.</summary>
    /// <exception cref="RunBusyException">Another process works on its files.</exception>
    public async Task<FileTally> RemoveAsync(RunId id, CancellationToken cancel = default)
    {
        using var held = ports.Files.TryLock(id) ?? throw RunBusyException.Of(id);
        if (await ports.Store.GetRunAsync(id, cancel) is { } run)
            throw DeleteRefusedException.Of($"Run {run.Id} ({run.Name}) is there again; delete it as a run: muster delete {run.Id}");
        var tally = await new RunDelete(ports).FilesAsync(id, cancel);
        await RemoveUnlockedAsync(id, cancel);
        return tally;
    }

    /// <summary>Removes it. The mark of an import says which records there may be, so it goes last.</summary>
    internal async Task RemoveUnlockedAsync(RunId id, CancellationToken cancel)
    {
        if (await ImportMark.ReadAsync(ports.Blobs, id, cancel) is { } begun)
            await ports.Store.RemoveAsync(begun with { DeletingSince = ports.Time.GetUtcNow() }, cancel);
        await ports.Files.DeleteAllAsync(id, cancel);
        var keys = new List<string>();
        await foreach (var blob in ports.Blobs.ListAsync(SpecBlobs.Prefix(id), cancel))
            keys.Add(blob.Key);
        foreach (var key in keys.OrderBy(key => key == ImportMark.Key(id)))
            await ports.Blobs.DeleteAsync(key, cancel);
    }
}
