using System.Management.Automation;
using Muster.Cli.Commands;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Runs;

/// <summary><c>Suspend-MusterRun</c>: starts nothing more of runs until they are resumed. Their running points run to their end.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "MusterRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MusterRun))]
public sealed class SuspendMusterRun : RunChangeCmdlet
{
    internal override async Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        if (!await sink.MayAsync(NameOf(run), RunChangeText.Suspend(await ReadAsync(store, run, cancel))))
            return;
        var answer = await new RunHold(store.Ports.Store, store.Ports.Time).HoldAsync(run.Id, cancel);
        sink.Tell(CmdletWords.Of(HoldCommand.Sentence(answer)));
        await GiveAsync(store, run, sink, cancel);
    }
}
