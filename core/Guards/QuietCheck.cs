namespace Muster.Guards;

/// <summary>Whether a machine was quiet between two readings. Pure.</summary>
internal static class QuietCheck
{
    /// <summary>Why it was not, or cannot be said to have been; null: it was quiet.</summary>
    /// <param name="before">The earlier reading; null: there is none.</param>
    /// <param name="now">The later one.</param>
    /// <param name="between">The time between them, by a monotonic clock.</param>
    /// <param name="policy">The thresholds.</param>
    public static string? FindReason(MachineReading? before, MachineReading now, TimeSpan between, IdlePolicy policy) =>
        Unknown(now)
        ?? Work(before, now)
        ?? (before is null ? "It was looked at for the first time." : null)
        ?? (Unknown(before!) is not null ? "What it did before the last look is unknown." : null)
        ?? (between <= TimeSpan.Zero || between > policy.LongestGap ? "It was not looked at regularly." : null)
        ?? Cpu(before!, now, between, policy)
        ?? Flow("network", before!.NetworkBytes!, now.NetworkBytes!, between, policy.NetworkBytesPerSecond)
        ?? Flow("disks", before.DiskBytes!, now.DiskBytes!, between, policy.DiskBytesPerSecond)
        ?? Gpu(now, policy);

    private static string? Unknown(MachineReading reading)
    {
        var missing = reading switch
        {
            { PointsRunning: null } or { PointsStarted: null } => "its points",
            { CpuBusy: null } or { Cores: null or < 1 } => "the use of its cores",
            { NetworkBytes: null } => "its network",
            { DiskBytes: null } => "its disks",
            { GpuPercents: null } => "its GPUs",
            { TerminalsIdleFor: null } => "its terminals",
            _ => null,
        };
        return missing is null ? null : $"What {missing} did is unknown.";
    }

    private static string? Work(MachineReading? before, MachineReading now) =>
        now.PointsRunning > 0 ? now.PointsRunning == 1 ? "A point runs." : $"{now.PointsRunning} points run."
        : before?.PointsStarted is { } started && now.PointsStarted != started ? "Points ran since the last look."
        : null;

    private static string? Cpu(MachineReading before, MachineReading now, TimeSpan between, IdlePolicy policy)
    {
        if (before.Cores != now.Cores || now.CpuBusy < before.CpuBusy)
            return "The count of busy time began anew.";
        var share = (now.CpuBusy!.Value.TotalSeconds - before.CpuBusy!.Value.TotalSeconds) / between.TotalSeconds / now.Cores!.Value;
        return share >= policy.CpuShare ? $"The cores were busy to {GuardText.Percent(share * 100)}; below {GuardText.Percent(policy.CpuShare * 100)} is quiet." : null;
    }

    private static string? Flow(string what, IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> now, TimeSpan between, double limit)
    {
        var moved = 0.0;
        if (before.Count != now.Count)
            return $"The {what} changed since the last look.";
        foreach (var (name, count) in now)
        {
            if (!before.TryGetValue(name, out var earlier))
                return $"The {what} changed since the last look.";
            if (count < earlier)
                return $"The count of {name} began anew.";
            moved += (double)count - earlier;
        }

        var rate = moved / between.TotalSeconds;
        return rate >= limit ? $"The {what} moved {GuardText.Rate(rate)}; below {GuardText.Rate(limit)} is quiet." : null;
    }

    private static string? Gpu(MachineReading now, IdlePolicy policy)
    {
        // Written so that what is no number is not quiet.
        var busiest = now.GpuPercents!.Where(percent => !(percent < policy.GpuPercent)).ToList();
        return busiest.Count > 0 ? $"A GPU was used to {GuardText.Percent(busiest.Max())}; below {GuardText.Percent(policy.GpuPercent)} is quiet." : null;
    }
}
