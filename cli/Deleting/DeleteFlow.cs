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
    private readonly RunDelete delete = new(ports);
    private readonly RunLeftovers leftovers = new(ports);

    /// <summary>Goes through with it. An error before the first question leaves all as it is.</summary>
    public async Task<IReadOnlyList<DeletedRun>> RunAsync(IReadOnlyList<string> names, CancellationToken cancel)
    {
        var targets = new List<DeletedRun>();
        foreach (var name in names)
        {
            if (await FindAsync(name, cancel) is var found && !targets.Exists(target => target.Id == found.Id))
                targets.Add(found);
        }

        foreach (var target in targets)
        {
            if (target.Run is { } run && await delete.RefusalAsync(run, cancel) is { } refusal)
                throw DeleteRefusedException.Of(targets.Count == 1 ? refusal : $"Nothing was deleted: {refusal}");
        }

        var done = new List<DeletedRun>();
        foreach (var target in targets)
            done.Add(await DeleteAsync(target, cancel));
        return done;
    }

    private async Task<DeletedRun> FindAsync(string name, CancellationToken cancel)
    {
        try
        {
            var run = await new RunFinder(ports.Store).FindAsync(name, cancel);
            return new(run.Id, run, await delete.FilesAsync(run.Id, cancel), IsDone: false);
        }
        catch (RunNotFoundException) when (IsId(name))
        {
            var id = new RunId(name);
            if (!await leftovers.AnyAsync(id, cancel))
                throw;
            return new(id, null, await delete.FilesAsync(id, cancel), IsDone: false);
        }
    }

    private static bool IsId(string name) => name.Length == RunId.FromToken("").Value.Length && name.All(char.IsAsciiLetterOrDigit);

    private async Task<DeletedRun> DeleteAsync(DeletedRun target, CancellationToken cancel)
    {
        var subject = target.Run is { } run ? $"run {run.Id} ({run.Name})" : $"what is left of run {target.Id}, which is not in this store";
        var amount = target.Run is null ? DeletedView.Amount(target.Files) : DeletedView.Amount(target.Run, target.Files);
        var wasBegun = target.Run?.DeletingSince is not null;
        if (!Asking.IsYes(context, yes, $"{(wasBegun ? "Finish deleting" : "Delete")} {subject}: {amount}?"))
        {
            context.Say($"Run {target.Id} is left as it is.");
            return target;
        }

        var files = target.Run is null ? await leftovers.RemoveAsync(target.Id, cancel) : await delete.DeleteAsync(target.Id, cancel);
        context.Say($"Deleted {subject}: {(target.Run is null ? DeletedView.Amount(files) : DeletedView.Amount(target.Run, files))}.");
        return target with { Files = files, IsDone = true };
    }
}
