namespace Muster.Offers;

/// <summary>Thresholds of what is offered and how long failures are remembered.</summary>
public sealed record OfferPolicy
{
    /// <summary>Architectures that there is an agent for, as EC2 names them; default x86_64 alone.</summary>
    public IReadOnlyList<string> Architectures { get; init; } = ["x86_64"];

    /// <summary>Most overrides (type × subnet) of a fleet; default 60. EC2 takes 300. Source: Amazon EC2 user guide, EC2 Fleet quotas, 2026-11.</summary>
    public int MostOverrides { get; init; } = 60;

    /// <summary>How much of a machine's nominal memory is not for points, as a share; default 0.075, what Karpenter reckons with by default (<c>VM_MEMORY_OVERHEAD_PERCENT</c>, 2026).</summary>
    public decimal MemoryOverhead { get; init; } = 0.075m;

    /// <summary>How many times the cheapest type's price another may cost to be in the same fleet, 1 or more; default 2. The fleet uses only the slots of the cheapest.</summary>
    public decimal DearestTimes { get; init; } = 2;

    /// <summary>Most workers of a run that names no <c>max_concurrent</c>; default 100. Nothing is launched without a limit.</summary>
    public int WorkersWithoutLimit { get; init; } = 100;

    /// <summary>Workers that one fleet launches at most; default 100, as of <see cref="Coordination.CoordinatorPolicy.FleetMost"/>.</summary>
    public int FleetMost { get; init; } = 100;

    /// <summary>How long an offer without capacity is not tried again; default 5 minutes.</summary>
    public TimeSpan CapacityFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for UnfulfillableCapacity, which an instant fleet also says of offers that it did not try; default 2 minutes.</summary>
    public TimeSpan UntriedFor { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The same where an account's quota is used up; default 10 minutes.</summary>
    public TimeSpan QuotaFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The same for what a zone does not have at all; default 60 minutes.</summary>
    public TimeSpan UnsupportedFor { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Most failures remembered of a spoke; default 400: the record stays below 64 KiB. The ones that end last are kept.</summary>
    public int MostFailures { get; init; } = 400;

    /// <summary>How fast launches are sent.</summary>
    public GovernorPolicy Governor { get; init; } = new();
}

/// <summary>How fast an account and region is asked to launch fleets.</summary>
public sealed record GovernorPolicy
{
    /// <summary>Most launches at once; default 10, well below the 50 that EC2 grants for CreateFleet in large regions. Source: Service Quotas, EC2, 2026-10.</summary>
    public double Burst { get; init; } = 10;

    /// <summary>Launches per second in the long run; default 1.</summary>
    public double PerSecond { get; init; } = 1;

    /// <summary>The slowest rate that throttling leads to, in launches per second, more than 0; default one a minute.</summary>
    public double SlowestPerSecond { get; init; } = 1d / 60;

    /// <summary>In what time the rate rises from nothing to <see cref="PerSecond"/>; default 10 minutes.</summary>
    public TimeSpan RestoreIn { get; init; } = TimeSpan.FromMinutes(10);
}
