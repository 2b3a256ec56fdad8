using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Muster.Agent.Processes.Linux;

namespace Muster.Agent.Output;

/// <summary>Opens the files that commands write to.</summary>
public static class OutputFiles
{
    private const int ReadableByAll = 0x1B6; // 0666, less the umask

    /// <summary>
    /// Opens a file to append to, and makes it when it is not there. Appending (O_APPEND) keeps the writes of several
    /// processes that share the file from overwriting each other.
    /// </summary>
    /// <param name="path">Absolute path; its folder exists.</param>
    /// <exception cref="OutputException">It cannot be opened.</exception>
    public static OutputFile Append(string path) => OperatingSystem.IsLinux()
        ? Open(path, LibC.OpenReadWrite | LibC.OpenCreate | LibC.OpenAppend | LibC.OpenCloseOnExec)
        : OpenPortably(path);

    /// <summary>Opens a file to write to at given places, which O_APPEND would not heed.</summary>
    /// <exception cref="OutputException">It cannot be opened.</exception>
    internal static OutputFile Place(string path) => OperatingSystem.IsLinux()
        ? Open(path, LibC.OpenReadWrite | LibC.OpenCreate | LibC.OpenCloseOnExec)
        : OpenPortably(path);

    /// <summary>Makes a folder, and those above it.</summary>
    /// <exception cref="OutputException">It cannot be made.</exception>
    internal static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw OutputException.CannotMake(path, failure);
        }
    }

    /// <summary>Opens a file that is new and empty; one that was there is taken away, and whoever still writes to it keeps the old one.</summary>
    /// <exception cref="OutputException">It cannot be made.</exception>
    internal static OutputFile New(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw OutputException.CannotOpen(path, failure.Message);
        }

        return Append(path);
    }

    /// <summary>Reads from the start, as much as there is.</summary>
    internal static int Read(OutputFile file, Span<byte> to)
    {
        var read = 0;
        while (read < to.Length && RandomAccess.Read(file.Handle, to[read..], read) is var more and > 0) read += more;
        return read;
    }

    /// <summary>Makes the file's bytes durable.</summary>
    /// <exception cref="OutputException">The system could not.</exception>
    internal static void Sync(OutputFile file)
    {
        try
        {
            RandomAccess.FlushToDisk(file.Handle);
        }
        catch (IOException failure)
        {
            throw OutputException.Of("make durable the output file", file.Path, failure.HResult);
        }
    }

    /// <summary>Makes durable which files a folder has. Other systems than Linux do so on their own, or cannot.</summary>
    internal static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var opened = Open(folder, LibC.OpenCloseOnExec);
        Sync(opened);
    }

    /// <summary>Opens by the C library: File.OpenHandle would lock the file and would not append at the system's level.</summary>
    internal static OutputFile Open(string path, int flags)
    {
        var file = LibC.Open(path, flags, ReadableByAll);
        return file >= 0
            ? new(path, new SafeFileHandle(file, ownsHandle: true))
            : throw OutputException.CannotOpen(path, Marshal.GetLastPInvokeError());
    }

    /// <summary>The file's descriptor, valid while <paramref name="file"/> is not disposed of.</summary>
    internal static int NumberOf(OutputFile file) => (int)file.Handle.DangerousGetHandle();

    private static OutputFile OpenPortably(string path)
    {
        try
        {
            var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return new(path, handle);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw OutputException.CannotOpen(path, failure.Message);
        }
    }
}
