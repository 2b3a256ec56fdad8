using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Muster.Runs;

namespace Muster.Local.Store;

/// <summary>
/// The lock of a run's files on this machine: whoever deletes, prunes or imports a run holds it, and no worker of the run starts meanwhile.
/// All runs share one file; each has a byte of it, by its id. The kernel gives the lock back when the process ends, however it ends.
/// </summary>
public sealed class RunFilesLock : IDisposable
{
    private readonly FileStream file;
    private readonly RunId run;

    private RunFilesLock(FileStream file, RunId run) => (this.file, this.run) = (file, run);

    /// <summary>Takes a run's lock; null when another process, or another part of this one, has it.</summary>
    /// <param name="points">Absolute path of the folder under which each run has its own.</param>
    /// <param name="run">The run.</param>
    /// <exception cref="StoreProblemException">The lock's file cannot be written.</exception>
    public static RunFilesLock? TryTake(string points, RunId run)
    {
        var path = FileOf(points);
        try
        {
            DurableDirectory.Create(Path.GetDirectoryName(path)!, DurableDirectory.OwnerOnly);
            return FileLock.TryTake(path, PlaceOf(run)) is { } file ? new(file, run) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreProblemException.OfFile(path, error);
        }
    }

    /// <summary>Whether somebody has a run's lock.</summary>
    public static bool IsTaken(string points, RunId run) => File.Exists(FileOf(points)) && FileLock.IsTaken(FileOf(points), PlaceOf(run));

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => FileLock.Release(file, PlaceOf(run));

    private static string FileOf(string points) => $"{points}.lock";

    /// <summary>Two runs may share a place, as one in 2^62 times: then one waits for the other without need.</summary>
    private static long PlaceOf(RunId run) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(run.Value))) & (long.MaxValue >> 1);
}
