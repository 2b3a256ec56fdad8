using System.Globalization;

namespace Muster.Local.Store;

/// <summary>
/// The lock that the one living engine of a store holds. The kernel releases it when the process dies, however it dies,
/// so a lock that can be taken proves that no engine lives.
/// </summary>
public sealed class EngineLock : IDisposable
{
    private readonly FileStream file;

    private EngineLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock.</summary>
    /// <returns>The lock, held until it is disposed of; null: another engine lives.</returns>
    /// <exception cref="StoreProblemException">The lock's file cannot be used.</exception>
    public static EngineLock? TryAcquire(StoreDirectory directory)
    {
        FileStream opened;
        try
        {
            opened = new(directory.EngineLock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException error) when (IsHeld(error))
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreProblemException.NotWritable(directory.EngineLock, error.Message, error);
        }

        opened.SetLength(0);
        opened.Write(System.Text.Encoding.UTF8.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        opened.Flush();
        return new(opened);
    }

    /// <summary>The process that holds, or held, the lock; null: unknown.</summary>
    public static int? HolderOf(StoreDirectory directory)
    {
        try
        {
            using var opened = new FileStream(directory.EngineLock, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            using var reader = new StreamReader(opened);
            return int.TryParse(reader.ReadToEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    // EWOULDBLOCK of flock on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeld(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);
}
