using System.Management.Automation;
using Muster.Cli.Deleting;
using Muster.Cli.Stores;
using Muster.Deletion;
using Muster.PowerShell.Pipeline;
using Muster.Runs;

namespace Muster.PowerShell.Runs;

/// <summary><c>Remove-MusterRun</c>: deletes runs that have ended: their records, what their points wrote, and their results. By its whole id also what is left of a run that is not in the store.</summary>
[Cmdlet(VerbsCommon.Remove, "MusterRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveMusterRun : RunCmdlet
{
    internal override async Task ProcessAsync(ICmdletSink sink, CancellationToken cancel)
    {
        foreach (var text in Run)
        {
            var store = await StoreAsync(sink, text);
            await EachAsync(sink, text, async () =>
            {
                if (!WildcardPattern.ContainsWildcardCharacters(text))
                {
                    await RemoveAsync(store, await new DeleteTargets(store.Ports).FindAsync(text, cancel), sink, cancel);
                    return;
                }

                await foreach (var run in RunChoice.FindAsync(store, text, cancel))
                    await EachAsync(sink, run.Id.Value, () => ProcessAsync(store, run, sink, cancel));
            });
        }
    }

    internal override async Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel) =>
        await RemoveAsync(store, await new DeleteTargets(store.Ports).OfAsync(run, cancel), sink, cancel);

    private static async Task RemoveAsync(StoreContext store, DeletedRun target, ICmdletSink sink, CancellationToken cancel)
    {
        var targets = new DeleteTargets(store.Ports);
        if (await targets.RefusalAsync(target, cancel) is { } refusal)
            throw DeleteRefusedException.Of(refusal);
        if (!await sink.MayAsync(target.Subject, $"{(target.WasBegun ? "Finish deleting" : "Delete")} {target.Amount}"))
            return;
        var deleted = await targets.DeleteAsync(target, cancel);
        sink.Tell($"Deleted {deleted.Subject}: {deleted.Amount}.");
    }
}
