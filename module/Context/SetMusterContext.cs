using System.Management.Automation;
using Muster.PowerShell.Completers;
using Muster.PowerShell.Pipeline;

namespace Muster.PowerShell.Context;

/// <summary><c>Set-MusterContext</c>: chooses the store that cmdlets of this session work with.</summary>
[Cmdlet(VerbsCommon.Set, "MusterContext", DefaultParameterSetName = "Here", SupportsShouldProcess = true)]
[OutputType(typeof(MusterContext))]
public sealed class SetMusterContext : MusterCmdlet
{
    /// <summary>A directory, or <c>aws://REGION/NAME</c>; left out: the user's own store on this machine.</summary>
    [Parameter(Position = 0, ParameterSetName = "Here")]
    public string? Store { get; set; }

    /// <summary>The name of a deployment on AWS.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Aws")]
    public string? StoreName { get; set; }

    /// <summary>The deployment's region.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Aws")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The profile of the credentials.</summary>
    [Parameter(ParameterSetName = "Aws")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Servers of one's own in place of AWS.</summary>
    [Parameter(ParameterSetName = "Aws")]
    public string? EndpointUrl { get; set; }

    internal override async Task EndAsync(ICmdletSink sink, CancellationToken cancel)
    {
        var path = Store is null || Store.Contains("://", StringComparison.Ordinal) ? Store : await sink.PathAsync(Store);
        var next = new MusterContext { Store = path, StoreName = StoreName, Region = Region, ProfileName = ProfileName, EndpointUrl = EndpointUrl };
        if (!await sink.MayAsync(next.Address, "Work with this store from now on"))
            return;
        MusterContext.Current = next;
        sink.Write(next);
    }
}
