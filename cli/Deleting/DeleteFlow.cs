using Muster.Deletion;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli.Deleting;

/// <summary>Finds all runs that are named, looks whether they may go, asks, and deletes them one after the other.</summary>
/// <param name="context">The command's world.</param>
/// <param name="ports">The store.</param>
/// <param name="yes">Whether nobody is asked.</param>
internal sealed class DeleteFlow(CommandContext context, RunPorts ports, bool yes)
{
    private readonly DeleteTargets all = new(ports);

    /// <summary>Goes through with it. An error before the first question leaves all as it is.</summary>
    public async Task<IReadOnlyList<DeletedRun>> RunAsync(IReadOnlyList<string> names, CancellationToken cancel)
    {
        var targets = new List<DeletedRun>();
        foreach (var name in names)
        {
            if (await all.FindAsync(name, cancel) is var found && !targets.Exists(target => target.Id == found.Id))
                targets.Add(found);
        }

        foreach (var target in targets)
        {
            if (await all.RefusalAsync(target, cancel) is { } refusal)
                throw DeleteRefusedException.Of(targets.Count == 1 ? refusal : $"Nothing was deleted: {refusal}");
        }

        var done = new List<DeletedRun>();
        foreach (var target in targets)
            done.Add(await DeleteAsync(target, cancel));
        return done;
    }

    private async Task<DeletedRun> DeleteAsync(DeletedRun target, CancellationToken cancel)
    {
        if (!Asking.IsYes(context, yes, $"{(target.WasBegun ? "Finish deleting" : "Delete")} {target.Subject}: {target.Amount}?"))
        {
            context.Say($"Run {target.Id} is left as it is.");
            return target;
        }

        var deleted = await all.DeleteAsync(target, cancel);
        context.Say($"Deleted {deleted.Subject}: {deleted.Amount}.");
        return deleted;
    }
}
