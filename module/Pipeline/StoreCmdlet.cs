using System.Management.Automation;
using Muster.Cli.Stores;
using Muster.PowerShell.Completers;
using Muster.PowerShell.Context;

namespace Muster.PowerShell.Pipeline;

/// <summary>The base of cmdlets that work with a store.</summary>
public abstract class StoreCmdlet : MusterCmdlet
{
    private readonly Dictionary<string, StoreContext> open = new(StringComparer.Ordinal);

    /// <summary>A directory, or <c>aws://REGION/NAME</c>, in place of the context's store. Objects from the pipeline bring the store that they are of.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Store { get; set; }

    /// <summary>The name of a deployment on AWS, in place of the context's.</summary>
    [Parameter]
    public string? StoreName { get; set; }

    /// <summary>The deployment's region.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The profile of the credentials.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProfileCompleter))]
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
    internal async Task<StoreContext?> FindStoreAsync(ICmdletSink sink)
    {
        if (Store is { } path && !path.Contains("://", StringComparison.Ordinal))
            Store = await sink.PathAsync(path);
        var address = Context.Resolve();
        if (open.TryGetValue(address.Text, out var known))
            return known;
        if (OpenStores.Existing(address, Environment.GetEnvironmentVariable) is { } found)
            return open[address.Text] = found;
        MissingStore.Check(address);
        return null;
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
