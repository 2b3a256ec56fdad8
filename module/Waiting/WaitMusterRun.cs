using System.Management.Automation;
using Muster.Cli.Stores;
using Muster.PowerShell.Jobs;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Runs;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Waiting;

/// <summary>
/// Waits for runs to end, and gives each as soon as it has. A run that failed or was cancelled is an error besides, whose target is the run; the wait for the others goes on.
/// Ctrl-C ends the wait and leaves the runs alone.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "MusterRun")]
[OutputType(typeof(MusterRun), typeof(RunJob))]
public sealed class WaitMusterRun : RunCmdlet
{
    private readonly List<(StoreContext Store, RunRecord Run)> waiting = [];

    /// <summary>Waits only until one of the runs has ended.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <summary>Waits at most so long, such as <c>90s</c> or <c>2h</c>, or in seconds. A run that has not ended then is an error, and goes on.</summary>
    [Parameter]
    [TimeArgument]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gives a job that waits. Stop-Job cancels the runs; whoever closes the session loses the job, but not the runs.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    private WaitOrder Order => new() { Timeout = Timeout, Any = IsOn(Any) };

    internal override Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        if (waiting.TrueForAll(known => known.Run.Id != run.Id))
            waiting.Add((store, run));
        return Task.CompletedTask;
    }

    internal override async Task EndAsync(ICmdletSink sink, CancellationToken cancel)
    {
        if (waiting.Count == 0)
            return;
        if (IsOn(AsJob))
            sink.Write(await RunJob.StartAsync(this, waiting, Order, sink));
        else
            await new RunsWait(waiting, Order, sink).RunAsync(cancel);
    }
}
