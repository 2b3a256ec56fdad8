using System.Globalization;

namespace Muster.Bench.Reporting;

/// <summary>The machine that is measured on.</summary>
internal static class Machine
{
    /// <summary>Cores, memory, kernel and file system in one line.</summary>
    /// <param name="folder">The folder that is written to.</param>
    public static string Describe(string folder) =>
        $"{Environment.ProcessorCount} cores ({After("/proc/cpuinfo", "model name")}), {Memory()}, Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}, {FileSystemOf(folder)}";

    /// <summary>How busy it is: processes that ran or waited for the disk, on average over the last minute.</summary>
    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static string Memory()
    {
        var kibibytes = long.Parse(After("/proc/meminfo", "MemTotal").Split(' ')[0], CultureInfo.InvariantCulture);
        return $"{kibibytes / 1024.0 / 1024:0.0} GiB";
    }

    private static string After(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? $"no {name}";

    /// <summary>The type of the file system that is mounted nearest above a folder.</summary>
    private static string FileSystemOf(string folder) => File.ReadLines("/proc/mounts")
        .Select(line => line.Split(' '))
        .Where(mount => mount[1] == "/" || folder == mount[1] || folder.StartsWith(mount[1] + "/", StringComparison.Ordinal))
        .MaxBy(mount => mount[1].Length)?[2] ?? "unknown file system";
}
