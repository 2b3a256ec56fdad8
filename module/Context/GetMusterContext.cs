using System.Management.Automation;
using Muster.PowerShell.Pipeline;

namespace Muster.PowerShell.Context;

/// <summary>Gives the store that the cmdlets of this session work with, and how it is reached.</summary>
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
