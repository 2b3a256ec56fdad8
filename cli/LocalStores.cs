using Muster.Cli.Submitting;
using Muster.Local.Blobs;
using Muster.Local.Outputs;
using Muster.Local.Store;
using Muster.Operations;

namespace Muster.Cli;

/// <summary>Opens stores on this machine.</summary>
public static class LocalStores
{
    /// <summary>Opens the store of a directory; null when there is none: none is made.</summary>
    /// <param name="path">Absolute path.</param>
    public static StoreContext? OpenExisting(string path)
    {
        var directory = new StoreDirectory(path);
        return directory.Exists ? Open(directory) : null;
    }

    /// <summary>Opens the store of a directory; it is made if there is none.</summary>
    public static StoreContext Open(StoreDirectory directory)
    {
        var store = SqliteRunStore.Open(directory);
        var ports = new RunPorts(store, new FolderBlobStore(directory.Blobs), new LocalOutputs(directory.Points), TimeProvider.System)
        {
            // All owners of locks here are engines of this store, of which at most one lives.
            IsAlive = _ => EngineLock.FindHolder(directory) is not null,
        };
        return new(directory.Root, ports, store)
        {
            EnsureEngine = cancel => DetachedEngine.EnsureAsync(directory, TimeProvider.System, cancel),
        };
    }
}
