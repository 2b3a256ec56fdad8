using System.Runtime.InteropServices;

namespace Muster.Cli.Answers;

/// <summary>The process's standard output.</summary>
internal static partial class OutputPipe
{
    private const int StandardOutput = 1;
    private const short PollError = 0x8; // POLLERR on Linux and macOS: a pipe whose reader has gone

    /// <summary>Whether somebody may still read it: true of files and terminals, and where the system does not tell.</summary>
    public static bool HasReader()
    {
        if (OperatingSystem.IsWindows())
            return true;
        var entry = new PollEntry { File = StandardOutput };
        return Poll(ref entry, 1, 0) <= 0 || (entry.Happened & PollError) == 0;
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollEntry entries, nuint count, int milliseconds);

    private struct PollEntry
    {
        public int File;
        public short Wanted;
        public short Happened;
    }
}
