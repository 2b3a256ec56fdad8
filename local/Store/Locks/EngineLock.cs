using System.Text;
using Muster.Agent.Processes;

namespace Muster.Local.Store;

/// <summary>
/// The lock of the engine that is alive: at most one per store. The kernel holds it and gives it back when the process
/// ends, however it ends; commands that the engine starts do not inherit it. The file says who holds it, for messages.
/// </summary>
public sealed class EngineLock : IDisposable
{
    private readonly FileStream file;

    private EngineLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock of a store, whose directory must be there.</summary>
    /// <param name="directory">The store.</param>
    /// <param name="holder">Who takes it, for others' messages.</param>
    /// <returns>The lock; null when another engine is alive.</returns>
    /// <exception cref="StoreProblemException">The file cannot be written.</exception>
    public static EngineLock? TryAcquire(StoreDirectory directory, EngineHolder holder) => TryTake(directory.EngineLockFile, holder);

    /// <summary>Takes the place of the one engine that waits to follow the living one; null when another waits.</summary>
    /// <inheritdoc cref="TryAcquire" />
    public static EngineLock? TryQueue(StoreDirectory directory, EngineHolder holder) => TryTake(directory.EngineQueueFile, holder);

    /// <summary>Who holds the lock of a store.</summary>
    /// <returns>The engine that is alive; null when there is none.</returns>
    public static EngineHolder? FindHolder(StoreDirectory directory) => Find(directory.EngineLockFile);

    /// <summary>Who waits to follow the engine that is alive; null: nobody.</summary>
    public static EngineHolder? FindQueued(StoreDirectory directory) => Find(directory.EngineQueueFile);

    /// <summary>Says anew who holds it, when there is more to say.</summary>
    /// <exception cref="StoreProblemException">The file cannot be written.</exception>
    public void Describe(EngineHolder holder)
    {
        try
        {
            // Over the old text, and only then shorter: nobody finds the file empty.
            var text = Encoding.UTF8.GetBytes(holder.ToText());
            RandomAccess.Write(file.SafeFileHandle, text, 0);
            RandomAccess.SetLength(file.SafeFileHandle, text.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreProblemException.OfFile(file.Name, error);
        }
    }

    /// <summary>
    /// Whether the lock's file is not at its place any more, because the store was deleted or moved away: then the lock, which is still held, keeps
    /// nobody from being the engine of what is there now.
    /// </summary>
    /// <param name="holder">Who holds it, as it said last.</param>
    public bool IsLost(EngineHolder holder)
    {
        try
        {
            return !FileLock.IsTaken(file.Name) || (EngineHolder.FromText(FileLock.TextOf(file.Name)).Engine is { } engine && engine != holder.Engine);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // what could not be looked at is not known to be lost
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => FileLock.Release(file);

    private static EngineLock? TryTake(string path, EngineHolder holder)
    {
        try
        {
            if (FileLock.TryTake(path) is not { } file)
                return null;
            var taken = new EngineLock(file);
            taken.Describe(holder);
            return taken;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreProblemException.OfFile(path, error);
        }
    }

    // In the moment between taking the lock and saying so the text is that of an earlier holder, which is no more.
    private static EngineHolder? Find(string path)
    {
        if (!File.Exists(path) || !FileLock.IsTaken(path))
            return null;
        var holder = EngineHolder.FromText(FileLock.TextOf(path));
        return holder is { Identity: { } identity } && holder.IsHere && !ProcessTable.IsAlive(identity) ? new(null, null, null) : holder;
    }
}
