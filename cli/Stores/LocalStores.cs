using Muster.Cli.Submitting;
using Muster.Local.Blobs;
using Muster.Local.Engine;
using Muster.Local.Outputs;
using Muster.Local.Store;

namespace Muster.Cli.Stores;

/// <summary>Opens stores on this machine.</summary>
internal static class LocalStores
{
    public static StoreContext Open(StoreAddress address)
    {
        var directory = address.Directory;
        var store = SqliteRunStore.Open(directory);
        var blobs = new FolderBlobStore(directory.Blobs);
        var ports = new Operations.RunPorts(store, blobs, new LocalOutputs(directory.Points, blobs), TimeProvider.System)
        {
            Files = new FolderRunFiles(directory.Points),
            // All owners of locks here are agents, and engines of this store, of which at most one lives.
            IsAlive = owner => AgentFile.IsAliveHere(directory, EngineHome.Only, owner) ?? IsAlive(directory, owner),
        };
        return new(address, ports, store)
        {
            EnsureEngine = (_, cancel) => DetachedEngine.EnsureAsync(address, TimeProvider.System, cancel),
        };
    }

    /// <summary>Whether an engine of this directory lives; while the one that lives has not said its name, it may be it.</summary>
    internal static bool IsAlive(StoreDirectory directory, string engine) =>
        EngineLock.FindHolder(directory) is { } holder && (holder.Engine is null || holder.Engine == engine);
}
