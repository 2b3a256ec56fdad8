using System.Management.Automation;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.PowerShell.Points;

/// <summary>
/// <c>Get-MusterPoint</c>: the points of runs, a page at a time. Their parameters are properties; one whose name another property has is called param.NAME.
/// </summary>
[Cmdlet(VerbsCommon.Get, "MusterPoint")]
[OutputType(typeof(MusterPoint))]
public sealed class GetMusterPoint : PointCmdlet
{
    /// <summary>Only points from this index on.</summary>
    [Parameter]
    [ValidateRange(0L, long.MaxValue)]
    public long From { get; set; }

    /// <summary>At most so many of each run; left out: all.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    internal override PointQuery Query() => base.Query() with { From = From };

    internal override async Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        var query = Query();
        var (spec, points) = await SpecBlobs.LoadAsync(store.Ports.Blobs, run, cancel);
        var notes = new PointNotes(spec, points, MusterPoint.OwnNames);
        await foreach (var point in new PointList(store.Ports).ReadAsync(run, query, cancel).Take(First ?? int.MaxValue).WithCancellation(cancel))
            sink.Write(new MusterPoint(point, run, notes.Of(point.Index), store.Address.Text));
    }
}
