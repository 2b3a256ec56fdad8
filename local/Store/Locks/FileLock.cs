using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Muster.Local.Store;

/// <summary>
/// A lock on a whole file, or on one byte of it, held by an open file and released by the kernel when that is closed. On Linux it is an "open
/// file description" lock: unlike flock it can be asked about without being taken, and it does not hinder reading; unlike
/// a POSIX lock it is not lost when the process closes another handle of the file. Elsewhere it is an exclusive open.
/// </summary>
internal static partial class FileLock
{
    private const int GetLock = 36;
    private const int SetLock = 37;
    private const short WriteLock = 1;
    private const short NoLock = 2;
    private const int TryAgain = 11;
    private const int AccessDenied = 13;

    /// <summary>Opens a file and takes its lock; null when another open file has it.</summary>
    /// <param name="path">The file; made if it is not there.</param>
    /// <param name="place">Which byte, whether or not it is there; null: the whole file. Where there are no such locks it is the whole file either way.</param>
    public static FileStream? TryTake(string path, long? place = null)
    {
        if (!OperatingSystem.IsLinux())
            return TryOpenExclusively(path);
        // .NET opens every file with O_CLOEXEC: commands that this process starts do not get it.
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var wish = Request.Of(WriteLock, place);
        if (Control(file.SafeFileHandle, SetLock, ref wish) == 0)
            return file;
        var error = Marshal.GetLastPInvokeError();
        file.Dispose();
        return error is TryAgain or AccessDenied ? null : throw new IOException($"Its lock was not given: {new Win32Exception(error).Message}.");
    }

    /// <summary>
    /// Gives a lock back and closes its file. Closing alone would do so only when nobody else had the file open, and a command
    /// that another thread is starting has it for the moment between fork and exec.
    /// </summary>
    public static void Release(FileStream file, long? place = null)
    {
        var wish = Request.Of(NoLock, place);
        if (OperatingSystem.IsLinux() && !file.SafeFileHandle.IsClosed)
            _ = Control(file.SafeFileHandle, SetLock, ref wish);
        file.Dispose();
    }

    /// <summary>Whether some open file has the lock of a file that is there.</summary>
    public static bool IsTaken(string path, long? place = null)
    {
        if (!OperatingSystem.IsLinux())
        {
            using var free = TryOpenExclusively(path);
            return free is null;
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var question = Request.Of(WriteLock, place);
        if (Control(file, GetLock, ref question) != 0)
            throw new IOException($"The lock of {path} could not be asked for: {Marshal.GetLastPInvokeErrorMessage()}.");
        return question.Type != NoLock;
    }

    /// <summary>The text of a locked file; empty where the system does not let it be read.</summary>
    public static string TextOf(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadToEnd();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static FileStream? TryOpenExclusively(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeHandle file, int command, ref Request request);

    /// <summary>The kernel's <c>struct flock</c> on 64-bit Linux; start and length 0 mean the whole file.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Request
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;

        public static Request Of(short type, long? place) => new() { Type = type, Start = place ?? 0, Length = place is null ? 0 : 1 };
    }
}
