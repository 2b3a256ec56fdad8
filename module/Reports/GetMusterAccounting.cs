using System.Management.Automation;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Points;
using Muster.PowerShell.Views;
using Muster.Runs;

namespace Muster.PowerShell.Reports;

/// <summary><c>Get-MusterAccounting</c>: what each attempt of points has taken, in all rounds, as numbers; or the totals of each run.</summary>
[Cmdlet(VerbsCommon.Get, "MusterAccounting", DefaultParameterSetName = "Attempts")]
[OutputType(typeof(MusterAccount), ParameterSetName = ["Attempts"])]
[OutputType(typeof(MusterAccountTotal), ParameterSetName = ["Total"])]
public sealed class GetMusterAccounting : PointCmdlet
{
    /// <summary>Gives the totals of each run, in place of its attempts.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Total")]
    public SwitchParameter Total { get; set; }

    internal override async Task ProcessAsync(StoreContext store, RunRecord run, ICmdletSink sink, CancellationToken cancel)
    {
        var reader = await AccountReader.OpenAsync(store.Ports, run, cancel);
        await foreach (var account in reader.ReadAsync(Query(), cancel))
        {
            if (!Total)
                sink.Write(new MusterAccount(account, run.Id.Value, store.Address.Text));
        }

        if (Total)
            sink.Write(new MusterAccountTotal(reader.Totals, run, store.Address.Text));
    }
}
