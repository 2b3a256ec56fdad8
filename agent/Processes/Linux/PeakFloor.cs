using System.Globalization;

namespace Muster.Agent.Processes.Linux;

/// <summary>
/// Decides whether the kernel's peak memory of a child (ru_maxrss) can be believed. At exec the kernel folds the peak of the
/// memory that the child had until then into its account, and after a vfork that is ours: a child smaller than this process
/// is reported with our own peak. Only a value above our peak is the child's. fork does not help (the child begins
/// with a copy of our size). Rejected: a small helper program that forks for us (a native binary to ship), memory
/// cgroups and taskstats (rights that a user lacks), ptrace stops at exit (slow, and debuggers break). So smaller children
/// are sampled while they run; see <see cref="MemorySampler"/>.
/// </summary>
internal sealed class PeakFloor
{
    // The kernel counts pages per core in batches, and sums lazily: two readings of one process may differ by that much.
    private static readonly long s_slack = Math.Max(32, 2L * Environment.ProcessorCount) * Environment.ProcessorCount * Environment.SystemPageSize;

    private long _ownPeak;

    /// <summary>The child's peak in bytes, or null when it may be ours.</summary>
    public long? Believe(long maxResidentBytes)
    {
        if (maxResidentBytes <= Volatile.Read(ref _ownPeak) + s_slack) return null;
        // Ours only grows, so what we know may be old: look again. It now is at least what it was at the start.
        var peak = MemoryOf("/proc/self/status") ?? long.MaxValue - s_slack;
        Volatile.Write(ref _ownPeak, peak);
        return maxResidentBytes > peak + s_slack ? maxResidentBytes : null;
    }

    /// <summary>VmHWM of a status file in bytes; null when the process is gone or has no memory.</summary>
    internal static long? MemoryOf(string statusFile)
    {
        try
        {
            foreach (var line in File.ReadLines(statusFile))
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    return 1024 * long.Parse(line.AsSpan(6, line.Length - 8).Trim(), NumberStyles.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Processes end while one looks at them.
        }

        return null;
    }
}
