using Muster.Deletion;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Deleting;

/// <summary>Finds what is to be deleted, tells whether it may go, and deletes it.</summary>
/// <param name="ports">The store.</param>
internal sealed class DeleteTargets(RunPorts ports)
{
    private readonly RunDelete delete = new(ports);
    private readonly RunLeftovers leftovers = new(ports);

    /// <summary>The run that a text means, or what is left of one that is not in this store.</summary>
    /// <exception cref="RunNotFoundException">There is neither.</exception>
    public async Task<DeletedRun> FindAsync(string name, CancellationToken cancel)
    {
        try
        {
            return await OfAsync(await new RunFinder(ports.Store).FindAsync(name, cancel), cancel);
        }
        catch (RunNotFoundException) when (IsId(name))
        {
            var id = new RunId(name);
            if (!await leftovers.AnyAsync(id, cancel))
                throw;
            return new(id, null, await delete.FilesAsync(id, cancel), IsDone: false);
        }
    }

    /// <summary>A run, with its files.</summary>
    public async Task<DeletedRun> OfAsync(RunRecord run, CancellationToken cancel) => new(run.Id, run, await delete.FilesAsync(run.Id, cancel), IsDone: false);

    /// <summary>Why it may not go; null: it may.</summary>
    public async Task<string?> RefusalAsync(DeletedRun target, CancellationToken cancel) => target.Run is { } run ? await delete.RefusalAsync(run, cancel) : null;

    /// <summary>Deletes it.</summary>
    /// <exception cref="DeleteRefusedException">It may not go.</exception>
    /// <exception cref="RunBusyException">Another process works on its files.</exception>
    public async Task<DeletedRun> DeleteAsync(DeletedRun target, CancellationToken cancel) => target with
    {
        Files = target.Run is null ? await leftovers.RemoveAsync(target.Id, cancel) : await delete.DeleteAsync(target.Id, cancel),
        IsDone = true,
    };

    private static bool IsId(string name) => name.Length == RunId.FromToken("").Value.Length && name.All(char.IsAsciiLetterOrDigit);
}
