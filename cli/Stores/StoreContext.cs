using Muster.Local.Engine;
using Muster.Local.Store;
using Muster.Offers;
using Muster.Operations;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Cli.Stores;

/// <summary>A store that a command works with.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Ports">Its ports.</param>
/// <param name="Close">Closes it; null: nothing to close.</param>
public sealed record StoreContext(StoreAddress Address, RunPorts Ports, IDisposable? Close = null) : IDisposable
{
    /// <summary>Which engines are of this machine's side of the store.</summary>
    public EngineHome Home { get; init; } = EngineHome.Only;

    /// <summary>The platform's spokes; null: none is deployed with the store.</summary>
    public SpokeCatalogues? Spokes { get; init; }

    /// <summary>How often an engine asks the store.</summary>
    public EnginePace Pace { get; init; } = EnginePace.OnThisMachine;

    /// <summary>The platform, if the store has one, which only it can say; null: a store of this kind has none.</summary>
    public PlatformLink? Platform { get; init; }

    /// <summary>
    /// Makes sure that somebody coordinates a run: the platform, or else an engine of the store, one without a terminal if need be; gives null, or why there is none.
    /// </summary>
    public Func<RunRecord, CancellationToken, Task<string?>> EnsureEngine { get; init; } = (_, _) => Task.FromResult<string?>(null);

    /// <inheritdoc />
    public void Dispose() => Close?.Dispose();
}

/// <summary>Opens stores.</summary>
public static class OpenStores
{
    /// <summary>Opens a store; null when there is none on this machine, and none is to be made.</summary>
    /// <param name="address">Where.</param>
    /// <param name="environment">The environment's variables.</param>
    public static StoreContext? Existing(StoreAddress address, Func<string, string?> environment) =>
        address.Aws is null && !address.Directory.Exists ? null : OrMake(address, environment);

    /// <summary>Opens a store; one on this machine is made if there is none.</summary>
    /// <param name="address">Where.</param>
    /// <param name="environment">The environment's variables.</param>
    public static StoreContext OrMake(StoreAddress address, Func<string, string?> environment) =>
        address.Aws is null ? LocalStores.Open(address) : AwsStores.Open(address, environment);

    /// <summary>Reads runs of a store as it is: nothing is made, brought to this version, or waited for.</summary>
    /// <param name="address">Where.</param>
    /// <param name="query">Which runs.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <param name="cancel">Ends a call to AWS.</param>
    /// <returns>The runs; none when there is no store.</returns>
    public static async Task<IReadOnlyList<RunRecord>> GlanceAsync(StoreAddress address, RunQuery query, Func<string, string?> environment, CancellationToken cancel) =>
        address.Aws is null
            ? address.Directory.Exists ? StoreInspection.Runs(address.Directory, query) : []
            : await AwsStores.GlanceAsync(address, query, environment, cancel);
}
