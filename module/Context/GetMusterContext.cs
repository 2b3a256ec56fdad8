using System.Management.Automation;
using Muster.PowerShell.Pipeline;

namespace Muster.PowerShell.Context;

/// <summary><c>Get-MusterContext</c>: gives the store that cmdlets of this session work with.</summary>
[Cmdlet(VerbsCommon.Get, "MusterContext")]
[OutputType(typeof(MusterContext))]
public sealed class GetMusterContext : MusterCmdlet
{
    internal override Task EndAsync(ICmdletSink sink, CancellationToken cancel)
    {
        sink.Write(MusterContext.Current);
        return Task.CompletedTask;
    }
}
