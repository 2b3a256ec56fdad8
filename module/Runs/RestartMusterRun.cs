using System.Management.Automation;
using Muster.Cli;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.PowerShell.Waiting;
using Muster.Runs;

namespace Muster.PowerShell.Runs;

/// <summary><c>Restart-MusterRun</c>: runs points again, in a new round of a run that has ended; those that failed or were cancelled, unless told otherwise.</summary>
[Cmdlet(VerbsLifecycle.Restart, "MusterRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MusterRun))]
public sealed class RestartMusterRun : RunChangeCmdlet
{
    private readonly List<(StoreContext Store, RunRecord Run)> waiting = [];

    /// <summary>Points by numbers and ranges such as 3, 7-9, counted from 0, however they ended. Left out: those that failed or were cancelled.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string[] Index { get; set; } = [];

    /// <summary>Only points that failed, and none that was cancelled.</summary>
    [Parameter]
    public SwitchParameter FailedOnly { get; set; }

    /// <summary>All points, also those that succeeded.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Waits for the runs to end, and gives each as it is then; one that failed is an error besides. Ctrl-C ends the wait and leaves the runs alone.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    internal override Task EndAsync(ICmdletSink sink, CancellationToken cancel) => waiting.Count == 0 ? Task.CompletedTask : new RunsWait(waiting, new(), sink).RunAsync(cancel);

    internal override async Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        var (which, retry) = (Which(), new RunRetry(store.Ports));
        if (!await sink.MayAsync(NameOf(run), RunChangeText.Restart(run, await retry.TryAsync(run, which, cancel))))
            return;
        var retried = await retry.RetryAsync(run.Id, which, cancel);
        if (Wait)
        {
            waiting.Add((store, retried));
            return;
        }

        if (await EnsureEngineAsync(store, retried, cancel) is { } problem)
            sink.Fail(ToldErrors.EngineFailed($"No engine could be started to run it. {problem}", run.Id.Value));
        await GiveAsync(store, run, sink, cancel);
    }

    private RetrySelection Which() => (IndexText.Read(Index), FailedOnly.IsPresent, All.IsPresent) switch
    {
        (null, false, false) => RetrySelection.Unsuccessful,
        ({ } indexes, false, false) => RetrySelection.Of(indexes),
        (null, true, false) => RetrySelection.Failed,
        (null, false, true) => RetrySelection.All,
        _ => throw new UsageException("-Index, -FailedOnly and -All each choose the points; give only one of them."),
    };
}
