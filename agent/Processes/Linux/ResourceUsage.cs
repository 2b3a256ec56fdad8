namespace Muster.Agent.Processes.Linux;

/// <summary>What the kernel counted for a process and the descendants it waited for.</summary>
/// <param name="Cpu">User and system time.</param>
/// <param name="MaxResidentBytes">ru_maxrss, which has a floor; see <see cref="PeakFloor"/>.</param>
internal readonly record struct ResourceUsage(TimeSpan Cpu, long MaxResidentBytes)
{
    /// <summary>Longs in a struct rusage, with room to spare.</summary>
    public const int Longs = 32;

    /// <summary>Reads a struct rusage of a 64-bit Linux: two times of seconds and microseconds, then ru_maxrss in KiB.</summary>
    public static ResourceUsage Of(ReadOnlySpan<long> usage) =>
        new(TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]), usage[4] * 1024);
}
