namespace Muster.Agent.Processes.Linux;

/// <summary>The clock by which Linux stamps the start of processes: time since boot, in ticks of 1/100 s.</summary>
internal static unsafe class BootClock
{
    private const int BootTime = 7;
    private const long NanosecondsPerTick = 10_000_000;

    /// <summary>Ticks since boot, rounded down as the kernel does for <c>/proc/PID/stat</c>.</summary>
    public static long Ticks
    {
        get
        {
            var time = stackalloc long[2];
            _ = LibC.ClockGetTime(BootTime, time);
            return ((time[0] * 1_000_000_000) + time[1]) / NanosecondsPerTick;
        }
    }

    /// <summary>Time since a tick.</summary>
    public static TimeSpan Since(long ticks) => TimeSpan.FromTicks((Ticks - ticks) * (NanosecondsPerTick / 100));

    /// <summary>The id of this boot, different after each.</summary>
    public static string BootId { get; } = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
}
