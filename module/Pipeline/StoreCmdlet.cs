using System.Management.Automation;
using Muster.Cli.Stores;
using Muster.PowerShell.Completers;
using Muster.PowerShell.Context;

namespace Muster.PowerShell.Pipeline;

/// <summary>The base of cmdlets that work with a store.</summary>
public abstract class StoreCmdlet : MusterCmdlet
{
    private readonly Dictionary<string, StoreContext> open = new(StringComparer.Ordinal);

    /// <summary>A directory, or <c>aws://REGION/NAME</c>, in place of the session's store. Objects from the pipeline bring the store that they are of.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public virtual string? Store { get; set; }

    /// <summary>The name of a deployment on AWS, in place of the session's store.</summary>
    [Parameter]
    public string? StoreName { get; set; }

    /// <summary>The region of the deployment. Left out: the session's, else the variable AWS_REGION or AWS_DEFAULT_REGION.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The profile with the credentials. Left out: the session's, else credentials are found as the AWS CLI finds them.</summary>
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

    /// <summary>The context in force for this call.</summary>
    internal MusterContext Context
    {
        get
        {
            var current = StoreName is not null ? new() : Store is { } text ? MusterContext.ReachOf(text) : MusterContext.Current;
            return current with
            {
                Store = Store ?? current.Store,
                StoreName = StoreName ?? current.StoreName,
                Region = Region ?? current.Region,
                ProfileName = ProfileName ?? (Credential is null ? current.ProfileName : null),
                Credential = Credential is { } given ? MusterCredential.Of(given) : ProfileName is null ? current.Credential : null,
                EndpointUrl = EndpointUrl ?? current.EndpointUrl,
            };
        }
    }

    /// <summary>The address of the store that is meant.</summary>
    internal async Task<StoreAddress> AddressAsync(ICmdletSink sink)
    {
        if (Store is { } path && !path.Contains("://", StringComparison.Ordinal))
            Store = await sink.PathAsync(path);
        var context = Context;
        var address = context.Resolve();
        context.Remember(address);
        return address;
    }

    /// <summary>The store, opened once per cmdlet; null when there is none yet.</summary>
    internal async Task<StoreContext?> FindStoreAsync(ICmdletSink sink)
    {
        var address = await AddressAsync(sink);
        if (open.TryGetValue(address.Text, out var known))
            return known;
        if (OpenStores.Existing(address, Environment.GetEnvironmentVariable) is { } found)
            return open[address.Text] = found;
        MissingStore.Check(address);
        return null;
    }

    /// <summary>The store, which is made where there is none.</summary>
    internal async Task<StoreContext> OrMakeStoreAsync(ICmdletSink sink)
    {
        var address = await AddressAsync(sink);
        return open.TryGetValue(address.Text, out var known) ? known : open[address.Text] = OpenStores.OrMake(address, Environment.GetEnvironmentVariable);
    }

    /// <summary>The store in which a run is to be.</summary>
    /// <exception cref="CmdletException">There is none.</exception>
    internal async Task<StoreContext> StoreAsync(ICmdletSink sink, string run) => await FindStoreAsync(sink) ?? throw new CmdletException(
        new(ErrorId.RunNotFound, ErrorCategory.ObjectNotFound, $"There is no store in {Context.Address} yet, so there is no run '{run}'.", run) { Cure = "Choose another store by Set-MusterContext or -Store." });

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var store in open.Values)
                store.Dispose();
        }

        base.Dispose(disposing);
    }
}
