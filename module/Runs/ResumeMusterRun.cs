using System.Management.Automation;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Runs;

/// <summary><c>Resume-MusterRun</c>: lets runs that are held go on.</summary>
[Cmdlet(VerbsLifecycle.Resume, "MusterRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MusterRun))]
public sealed class ResumeMusterRun : RunChangeCmdlet
{
    internal override async Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        if (run.IsHeld && !await sink.MayAsync(NameOf(run), RunChangeText.Resume(await ReadAsync(store, run, cancel))))
            return;
        var answer = await new RunHold(store.Ports.Store, store.Ports.Time).ReleaseAsync(run.Id, cancel);
        if (answer.Outcome == HoldOutcome.WasNotHeld)
            sink.Tell($"Run {run.Id} ({run.Name}) is not held: it {RunWords.Says(answer.Run)}.");
        if (await EnsureEngineAsync(store, answer.Run, cancel) is { } problem)
            sink.Fail(ToldErrors.EngineFailed($"No engine could be started to run it. {problem}", run.Id.Value));
        await GiveAsync(store, run, sink, cancel);
    }
}
