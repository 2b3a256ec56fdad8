using System.Management.Automation;
using Muster.PowerShell.Completers;
using Muster.PowerShell.Pipeline;

namespace Muster.PowerShell.Context;

/// <summary>
/// Chooses the store that the cmdlets of this session work with: a directory of this machine, or a deployment on AWS. Without parameters it is the user's own store again.
/// Every cmdlet takes the same parameters, for a call that is to work elsewhere.
/// </summary>
[Cmdlet(VerbsCommon.Set, "MusterContext", DefaultParameterSetName = "Here", SupportsShouldProcess = true)]
[OutputType(typeof(MusterContext))]
public sealed class SetMusterContext : MusterCmdlet
{
    /// <summary>A directory, or <c>aws://REGION/NAME</c>. Left out: the variable MUSTER_STORE, else the user's own store on this machine.</summary>
    [Parameter(Position = 0, ParameterSetName = "Here")]
    public string? Store { get; set; }

    /// <summary>The name of a deployment on AWS.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Aws")]
    public string? StoreName { get; set; }

    /// <summary>The deployment's region. Left out: the variable AWS_REGION or AWS_DEFAULT_REGION.</summary>
    [Parameter(ParameterSetName = "Aws")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The profile with the credentials. Left out: credentials are found as the AWS CLI finds them.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>
    /// Credentials in place of a profile: those that AWS Tools give, such as by <c>Get-AWSCredential</c>, or a PSCredential with the access key's id as user name and the secret as password.
    /// </summary>
    [Parameter]
    public object? Credential { get; set; }

    /// <summary>The URL of a server that is to be asked in place of AWS.</summary>
    [Parameter]
    public string? EndpointUrl { get; set; }

    internal override async Task EndAsync(ICmdletSink sink, CancellationToken cancel)
    {
        var path = Store is null || Store.Contains("://", StringComparison.Ordinal) ? Store : await sink.PathAsync(Store);
        var next = new MusterContext
        {
            Store = path, StoreName = StoreName, Region = Region, ProfileName = ProfileName, EndpointUrl = EndpointUrl,
            Credential = Credential is { } given ? MusterCredential.Of(given) : null,
        };
        if (!await sink.MayAsync(next.Address, "Work with this store from now on"))
            return;
        next.Remember(next.Resolve());
        MusterContext.Current = next;
        sink.Write(next);
    }
}
