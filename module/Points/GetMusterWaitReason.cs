using System.Management.Automation;
using Muster.Cli;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Runs;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Points;

/// <summary><c>Get-MusterWaitReason</c>: why runs, or points or a pool of them, are where they are, and when they are tried next.</summary>
[Cmdlet(VerbsCommon.Get, "MusterWaitReason")]
[OutputType(typeof(MusterWaitReason))]
public sealed class GetMusterWaitReason : RunCmdlet
{
    /// <summary>These points in place of the run as a whole, by numbers and ranges such as 3, 7-9, counted from 0. Points from the pipeline bring theirs.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string[] Index { get; set; } = [];

    /// <summary>A pool of the run's points in place of the run as a whole, counted from 0: those that share a placement.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Pool { get; set; }

    internal override async Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        var points = IndexText.Read(Index);
        if (points is not null && Pool is not null)
            throw new UsageException("-Index explains points, -Pool a pool; give only one of them.");
        var why = new RunWhy(store.Ports);
        if (Pool is { } pool)
            Write(await new PoolWhy(store.Ports).OfPoolAsync(run.Id, pool, cancel), null);
        else if (points is null)
            Write(await why.OfRunAsync(run.Id, cancel), null);
        foreach (var index in points?.Members ?? [])
            Write(await why.OfPointAsync(run.Id, index, cancel), index);

        void Write(Explanation explanation, long? index) => sink.Write(new MusterWaitReason(explanation, run, index, Pool, store.Address.Text));
    }
}
