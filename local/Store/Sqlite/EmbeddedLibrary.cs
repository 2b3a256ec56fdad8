using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace Muster.Local.Store.Sqlite;

/// <summary>
/// SQLite's library as a part of the program, which a single file has: it is loaded from a file in memory. The runtime's own way would
/// unpack it below the home directory first, which may be read-only, and leaves it there.
/// </summary>
internal static partial class EmbeddedLibrary
{
    private const string Name = "libe_sqlite3.so";
    private const uint CloseOnExec = 1;

    /// <summary>From now on SQLite is loaded from the program's resources, if it is there; else it is a file beside the program.</summary>
    public static void UseIfThere()
    {
        if (Assembly.GetEntryAssembly() is not { } program || program.GetManifestResourceInfo(Name) is null)
            return;
        // Each function asks anew, and all must be those of one library.
        var library = new Lazy<nint>(() => Load(program.GetManifestResourceStream(Name)!));
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == "e_sqlite3" ? library.Value : 0);
    }

    private static nint Load(Stream library)
    {
        using var _ = library;
        using var handle = new SafeFileHandle(CreateInMemory(Name, CloseOnExec), ownsHandle: true);
        if (handle.IsInvalid)
            throw new DllNotFoundException($"SQLite could not be loaded: memory for it was refused ({Marshal.GetLastPInvokeErrorMessage()}).");
        using var file = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        library.CopyTo(file);
        // Once it is mapped, the file is not needed any more.
        return NativeLibrary.Load($"/proc/self/fd/{handle.DangerousGetHandle()}");
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateInMemory(string name, uint flags);
}
