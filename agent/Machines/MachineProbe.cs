using System.Globalization;
using Muster.Resources;

namespace Muster.Agent.Machines;

/// <summary>Learns what this machine has.</summary>
public static class MachineProbe
{
    /// <summary>This machine, as far as this process may use it (affinity, cgroups, <c>CUDA_VISIBLE_DEVICES</c>).</summary>
    public static Machine Probe() => new(Environment.ProcessorCount, MemoryLimit.Find("/"), FindGpus());

    /// <summary>The machine's name.</summary>
    public static string HostName => Environment.MachineName;

    private static IReadOnlyList<string> FindGpus() => GpusOf(
        Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES"),
        OperatingSystem.IsLinux() ? Directory.EnumerateFileSystemEntries("/dev", "nvidia*").Select(path => Path.GetFileName(path)) : []);

    /// <summary>Ids of the GPUs: what the variable names (CUDA ignores all from the first negative id on), else the devices in order.</summary>
    internal static IReadOnlyList<string> GpusOf(string? visibleDevices, IEnumerable<string> devices)
    {
        if (visibleDevices is not null)
        {
            var named = visibleDevices.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return [.. named.TakeWhile(id => !id.StartsWith('-') && id is not ("NoDevFiles" or "none" or "void"))];
        }

        return [.. devices
            .Select(name => name["nvidia".Length..])
            .Where(number => number.Length > 0 && number.All(char.IsAsciiDigit))
            .OrderBy(number => int.Parse(number, CultureInfo.InvariantCulture))];
    }
}
