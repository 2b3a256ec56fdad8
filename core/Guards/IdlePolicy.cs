namespace Muster.Guards;

/// <summary>
/// Below what a machine is quiet. All must be below at once. The defaults are careful: a machine that is ended although somebody needed it costs
/// work, one that is kept costs a little money.
/// </summary>
public sealed record IdlePolicy
{
    /// <summary>
    /// Part of all cores that may be busy, 0–1; default 0.05. Azure Advisor takes 5 % for a low use by default, AWS Trusted Advisor 10 %
    /// (both read in 2026-03).
    /// </summary>
    public double CpuShare { get; init; } = 0.05;

    /// <summary>
    /// Bytes per second that all interfaces but the loopback may move, in both directions; default 10 kB/s. AWS Trusted Advisor's 5 MB a day is
    /// 58 B/s, which the agent's own questions to its store would pass; 10 kB/s lets those through, and no copying of data.
    /// </summary>
    public double NetworkBytesPerSecond { get; init; } = 10_000;

    /// <summary>Bytes per second that all disks may read and write; default 100 kB/s, which logs and journals stay below.</summary>
    public double DiskBytesPerSecond { get; init; } = 100_000;

    /// <summary>Percent to which each GPU may be used; default 5, as for the cores.</summary>
    public double GpuPercent { get; init; } = 5;

    /// <summary>
    /// How far readings are apart; default 1 minute, the finest period of CloudWatch's own metrics of machines. What a machine does now and then is averaged
    /// over it. For short timeouts a tenth of them is taken, but not less than a second.
    /// </summary>
    public TimeSpan ReadEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Readings further apart tell nothing about the time between them; default 5 minutes.</summary>
    public TimeSpan LongestGap { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How far readings are apart for a timeout.</summary>
    public TimeSpan ReadEveryFor(TimeSpan timeout)
    {
        var tenth = timeout / 10;
        var least = TimeSpan.FromSeconds(1);
        return tenth >= ReadEvery ? ReadEvery : tenth > least ? tenth : least;
    }
}
