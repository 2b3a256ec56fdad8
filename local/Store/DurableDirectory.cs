using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Muster.Local.Store;

/// <summary>Directories whose entries survive a power loss: a new name in a directory is durable only after the directory's own fsync.</summary>
internal static partial class DurableDirectory
{
    /// <summary>The mode of a directory that only its owner may use.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const int CloseOnExec = 0x80000;

    /// <summary>Makes a directory and those above it that are missing, each durable in its parent.</summary>
    public static void Create(string path, UnixFileMode mode)
    {
        if (Directory.Exists(path))
            return;
        var parent = Path.GetDirectoryName(path);
        if (parent is not null)
            Create(parent, mode);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, mode);
        if (parent is not null)
            Sync(parent);
    }

    /// <summary>Makes the entries of a directory durable. Where a system has no such call, its file system journals them itself.</summary>
    public static void Sync(string path)
    {
        if (!OperatingSystem.IsLinux())
            return;
        // Of the runtime's own ways to open a file, none opens a directory.
        using var handle = new SafeFileHandle(Open(path, CloseOnExec), ownsHandle: true);
        if (handle.IsInvalid || FileSync(handle) != 0)
            throw new IOException($"The directory {path} could not be made durable: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FileSync(SafeFileHandle handle);
}
