using System.Management.Automation;
using Muster.Cli.Stores;
using Muster.PowerShell.Context;

namespace Muster.PowerShell.Pipeline;

/// <summary>The base of cmdlets that work with a store.</summary>
public abstract class StoreCmdlet : MusterCmdlet
{
    private StoreContext? open;

    /// <summary>A directory, or <c>aws://REGION/NAME</c>, in place of the context's store.</summary>
    [Parameter]
    public string? Store { get; set; }

    /// <summary>The name of a deployment on AWS, in place of the context's.</summary>
    [Parameter]
    public string? StoreName { get; set; }

    /// <summary>The deployment's region.</summary>
    [Parameter]
    public string? Region { get; set; }

    /// <summary>The profile of the credentials.</summary>
    [Parameter]
    public string? ProfileName { get; set; }

    /// <summary>Servers of one's own in place of AWS.</summary>
    [Parameter]
    public string? EndpointUrl { get; set; }

    /// <summary>The context in force for this call.</summary>
    internal MusterContext Context
    {
        get
        {
            var current = Store is null && StoreName is null ? MusterContext.Current : new();
            return current with
            {
                Store = Store ?? current.Store,
                StoreName = StoreName ?? current.StoreName,
                Region = Region ?? current.Region,
                ProfileName = ProfileName ?? current.ProfileName,
                EndpointUrl = EndpointUrl ?? current.EndpointUrl,
            };
        }
    }

    /// <summary>The store, opened once per cmdlet; null when there is none yet.</summary>
    internal StoreContext? FindStore()
    {
        if (open is not null)
            return open;
        var address = Context.Resolve();
        open = OpenStores.Existing(address, Environment.GetEnvironmentVariable);
        if (open is null)
            MissingStore.Check(address);
        return open;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            open?.Dispose();
        base.Dispose(disposing);
    }
}
