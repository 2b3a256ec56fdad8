using Muster.Cli.Submitting;
using Muster.Local.Blobs;
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
        var ports = new Operations.RunPorts(store, new FolderBlobStore(directory.Blobs), new LocalOutputs(directory.Points), TimeProvider.System)
        {
            // All owners of locks here are engines of this store, of which at most one lives.
            IsAlive = _ => EngineLock.FindHolder(directory) is not null,
        };
        return new(address, ports, store)
        {
            EnsureEngine = cancel => DetachedEngine.EnsureAsync(address, TimeProvider.System, cancel),
        };
    }
}
