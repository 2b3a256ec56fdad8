namespace Muster.Local.Store;

/// <summary>
/// The layout of a store's directory: <c>store.db</c> (records), <c>blobs/</c> (durable bytes), <c>points/</c>
/// (the points' own directories), <c>points.lock</c> (a byte for each run whose files are being removed or imported),
/// <c>engine.lock</c> (held by the engine that is alive), <c>engine.next</c> (held by the one that waits to follow it).
/// </summary>
public sealed class StoreDirectory
{
    /// <summary>The store at a path, whether or not anything is there.</summary>
    /// <param name="path">Absolute, or relative to the working directory.</param>
    public StoreDirectory(string path) => Root = System.IO.Path.GetFullPath(path);

    /// <summary>The directory, absolute.</summary>
    public string Root { get; }

    /// <summary>The file of the records.</summary>
    public string StoreFile => System.IO.Path.Combine(Root, "store.db");

    /// <summary>The directory of the blobs.</summary>
    public string Blobs => System.IO.Path.Combine(Root, "blobs");

    /// <summary>The directory of the points' own directories.</summary>
    public string Points => System.IO.Path.Combine(Root, "points");

    /// <summary>The file whose lock the living engine holds.</summary>
    public string EngineLockFile => System.IO.Path.Combine(Root, "engine.lock");

    /// <summary>The file whose lock an engine holds that waits to follow the living one.</summary>
    public string EngineQueueFile => System.IO.Path.Combine(Root, "engine.next");

    /// <summary>Whether a store is there.</summary>
    public bool Exists => File.Exists(StoreFile);

    /// <summary>Makes the directory, for its owner only and durably, if it is not there; one that is there stays as it is.</summary>
    /// <exception cref="StoreProblemException">It cannot be made, or would lie on a network file system.</exception>
    /// <exception cref="Muster.Stores.StoreFullException">The disk is full.</exception>
    public void Create()
    {
        try
        {
            NetworkFileSystem.Refuse(Root);
            DurableDirectory.Create(Root, DurableDirectory.OwnerOnly);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreProblemException.OfFile(Root, error);
        }
    }
}
