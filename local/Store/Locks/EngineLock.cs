using System.Globalization;
using System.Text;

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
    public static EngineLock? TryAcquire(StoreDirectory directory, EngineHolder holder)
    {
        var path = directory.EngineLockFile;
        try
        {
            if (FileLock.TryTake(path) is not { } file)
                return null;
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(holder.ToText()));
            file.Flush();
            return new(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreProblemException.OfFile(path, error);
        }
    }

    /// <summary>Who holds the lock of a store.</summary>
    /// <returns>The engine that is alive; null when there is none.</returns>
    public static EngineHolder? FindHolder(StoreDirectory directory)
    {
        var path = directory.EngineLockFile;
        return File.Exists(path) && FileLock.IsTaken(path) ? EngineHolder.FromText(FileLock.TextOf(path)) : null;
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => FileLock.Release(file);
}

/// <summary>The engine that holds a store's lock, as it said itself. A member is null when it did not say it yet.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="StartedAt">When it started (UTC).</param>
/// <param name="Host">The machine it runs on; another one than this only in containers that share a directory.</param>
public sealed record EngineHolder(int? ProcessId, DateTimeOffset? StartedAt, string? Host)
{
    internal string ToText() => string.Create(CultureInfo.InvariantCulture, $"{ProcessId}\n{StartedAt:O}\n{Host}\n");

    internal static EngineHolder FromText(string text)
    {
        var lines = text.Split('\n');
        return new(
            int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
            lines.Length > 1 && DateTimeOffset.TryParse(lines[1], CultureInfo.InvariantCulture, out var started) ? started : null,
            lines.Length > 3 ? lines[2] : null);
    }
}
