using System.Runtime.InteropServices;

namespace Muster.Agent.Processes.Linux;

/// <summary>The few calls of the C library that .NET has no equal for. Numbers are those of Linux, the same on all its 64-bit machines.</summary>
internal static unsafe partial class LibC
{
    private const string Library = "libc";

    public const int NoEntry = 2, Interrupted = 4, TooBig = 7, NoExec = 8, Again = 11, NoMemory = 12, Access = 13, Exists = 17,
        NotDirectory = 20, FilesOfSystem = 23, FilesOfProcess = 24, NoSpace = 28, ReadOnly = 30, NotEmpty = 39;

    public const int OpenWrite = 1, OpenReadWrite = 2, OpenCreate = 0x40, OpenAppend = 0x400, OpenNoWait = 0x800, OpenCloseOnExec = 0x80000;

    public const int SignalOfChild = 17;
    public const nint DefaultAction = 0, IgnoreAction = 1;

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, EntryPoint = "open", SetLastError = true)]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, EntryPoint = "mkdir", SetLastError = true)]
    public static partial int MakeDirectory(string path, int mode);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, EntryPoint = "rmdir", SetLastError = true)]
    public static partial int RemoveDirectory(string path);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, EntryPoint = "rename", SetLastError = true)]
    public static partial int Rename(string from, string to);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, EntryPoint = "statx", SetLastError = true)]
    public static partial int Status(int folder, string path, int flags, uint what, byte* status);

    [LibraryImport(Library, EntryPoint = "kill")]
    public static partial int Kill(int process, int signal);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial long Call(long number, long first, long second, long third, long fourth);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport(Library, EntryPoint = "waitid", SetLastError = true)]
    public static partial int WaitId(int kind, int process, void* info, int options);

    [LibraryImport(Library, EntryPoint = "wait4", SetLastError = true)]
    public static partial int Wait4(int process, int* status, int options, long* usage);

    [LibraryImport(Library, EntryPoint = "clock_gettime")]
    public static partial int ClockGetTime(int clock, long* time);

    [LibraryImport(Library, EntryPoint = "signal")]
    public static partial nint Signal(int signal, nint action);

    [LibraryImport(Library, EntryPoint = "sigaction")]
    public static partial int SignalAction(int signal, void* change, void* now);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, EntryPoint = "access", SetLastError = true)]
    public static partial int MayAccess(string path, int mode);

    [LibraryImport(Library, EntryPoint = "posix_spawn")]
    public static partial int Spawn(int* process, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int ActionsInit(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int ActionsDestroy(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int ActionsDuplicate(void* actions, int from, int to);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    public static partial int ActionsChangeDirectory(void* actions, byte* path);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    public static partial int ActionsCloseFrom(void* actions, int first);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    public static partial int AttributesInit(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    public static partial int AttributesFlags(void* attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setpgroup")]
    public static partial int AttributesGroup(void* attributes, int group);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int AttributesMask(void* attributes, void* set);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int AttributesDefaults(void* attributes, void* set);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    public static partial int EmptySet(void* set);

    /// <summary>Whether the C library has a function; some are younger than the oldest that .NET runs on.</summary>
    public static bool Has(string function) =>
        NativeLibrary.TryLoad(Library, typeof(LibC).Assembly, null, out var library) && NativeLibrary.TryGetExport(library, function, out _);

    /// <summary>The system's words for an error number, without a final period.</summary>
    public static string TextOf(int error) => $"{Marshal.GetPInvokeErrorMessage(error)} (errno {error})";
}
