using Muster.Local.Engine;
using Muster.Operations;

namespace Muster.Cli.Stores;

/// <summary>A store that a command works with.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Ports">Its ports.</param>
/// <param name="Close">Closes it; null: nothing to close.</param>
public sealed record StoreContext(StoreAddress Address, RunPorts Ports, IDisposable? Close = null) : IDisposable
{
    /// <summary>Which engines are of this machine's side of the store.</summary>
    public EngineHome Home { get; init; } = EngineHome.Only;

    /// <summary>How often an engine asks the store.</summary>
    public EnginePace Pace { get; init; } = EnginePace.OnThisMachine;

    /// <summary>Makes sure that an engine of the store is alive, one without a terminal if need be; gives null, or why there is none.</summary>
    public Func<CancellationToken, Task<string?>> EnsureEngine { get; init; } = _ => Task.FromResult<string?>(null);

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
}
