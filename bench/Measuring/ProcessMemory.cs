using System.Diagnostics;
using System.Globalization;

namespace Muster.Bench.Measuring;

/// <summary>What Linux tells of another process's memory, and how it is asked to end.</summary>
internal static class ProcessMemory
{
    /// <summary>A value of its status in bytes; 0: it ended meanwhile.</summary>
    /// <param name="process">Its id.</param>
    /// <param name="name">Such as <c>VmHWM</c>, the peak of what was resident.</param>
    public static long Of(int process, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[(name.Length + 1)..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Asks it to end by SIGTERM: a process started in the background ignores Ctrl-C.</summary>
    public static void Terminate(int process)
    {
        using var kill = Process.Start(new ProcessStartInfo("bash", ["-c", $"kill -TERM {process}"]))!;
        kill.WaitForExit();
    }
}
