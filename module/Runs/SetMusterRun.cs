using System.Management.Automation;
using Muster.Cli;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.PowerShell.Runs;

/// <summary><c>Set-MusterRun</c>: changes the limits of runs. Points that run are left alone: of fewer at once, those that are too many run to their end.</summary>
[Cmdlet(VerbsCommon.Set, "MusterRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MusterRun))]
public sealed class SetMusterRun : RunChangeCmdlet
{
    /// <summary>Which runs go first: those of a higher priority have their points started before others.</summary>
    [Parameter]
    public Priority? Priority { get; set; }

    /// <summary>Most points running at once, 1 or more.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxConcurrent { get; set; }

    /// <summary>Takes the limit of points at once away: as many run as there are slots.</summary>
    [Parameter]
    public SwitchParameter NoMaxConcurrent { get; set; }

    internal override async Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        MaxConcurrent? most = (MaxConcurrent, NoMaxConcurrent.IsPresent) switch
        {
            ({ } points, false) => new(points),
            (null, true) => new(null),
            (null, false) => Priority is null ? throw new UsageException("Set-MusterRun needs -Priority, -MaxConcurrent or -NoMaxConcurrent: what to change.") : null,
            _ => throw new UsageException("-MaxConcurrent sets a limit, -NoMaxConcurrent takes it away; give only one of them."),
        };
        if (!await sink.MayAsync(NameOf(run), RunChangeText.Set(run, Priority, most)))
            return;
        await new RunUpdate(store.Ports.Store, store.Ports.Time).UpdateAsync(run.Id, Priority, most, cancel);
        await GiveAsync(store, run, sink, cancel);
    }
}
