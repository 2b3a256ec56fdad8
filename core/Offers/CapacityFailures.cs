using Muster.Fleet;

namespace Muster.Offers;

/// <summary>
/// Remembers for minutes which offers of a spoke had no capacity, for all runs alike. Pure; whoever writes the spoke's record raises its version.
/// </summary>
public static class CapacityFailures
{
    /// <summary>The type of a failure that concerns all types.</summary>
    public const string AnyType = "*";

    /// <summary>The spoke with the capacity failures among some errors; errors of other kinds change nothing.</summary>
    /// <param name="spoke">The spoke as read.</param>
    /// <param name="errors">What a launch brought.</param>
    /// <param name="asked">The offers that the launch had asked for, for errors that name none; empty: not known, so that such an error counts for all.</param>
    /// <param name="spot">Whether it had asked for spot, for errors that do not say.</param>
    /// <param name="now">The time (UTC).</param>
    /// <param name="policy">How long.</param>
    public static SpokeRecord Remember(SpokeRecord spoke, IEnumerable<LaunchError> errors, IReadOnlyList<FleetOverride> asked, bool spot, DateTimeOffset now, OfferPolicy policy)
    {
        var found = errors.Where(error => error.Kind == LaunchErrorKind.Capacity).SelectMany(error => FailuresOf(error, spoke, asked, error.Spot ?? spot, now, policy));
        return spoke with { Failures = Merge(spoke.Failures.Concat(found), now, policy) };
    }

    /// <summary>The spoke without failures of what was launched after all, and without those whose time is over.</summary>
    /// <param name="spoke">The spoke as read.</param>
    /// <param name="launched">What was launched.</param>
    /// <param name="now">The time (UTC).</param>
    public static SpokeRecord Forget(SpokeRecord spoke, IEnumerable<FleetInstance> launched, DateTimeOffset now)
    {
        var had = launched.Select(instance => (instance.InstanceType, Zone: instance.Zone ?? ZoneOf(spoke, instance.Subnet), instance.Spot)).ToList();
        List<CapacityFailure> left = [.. spoke.Failures.Where(failure =>
            failure.Until > now && !had.Any(one => one.InstanceType == failure.InstanceType && one.Zone == failure.Zone && one.Spot == failure.Spot))];
        return left.Count == spoke.Failures.Count ? spoke : spoke with { Failures = left };
    }

    /// <summary>The failure for which an offer is not tried now, of several the one that ends last; null: it may be tried.</summary>
    /// <param name="spoke">The spoke.</param>
    /// <param name="type">The instance type.</param>
    /// <param name="zone">The availability zone.</param>
    /// <param name="spot">Whether spot is asked for.</param>
    /// <param name="now">The time (UTC).</param>
    public static CapacityFailure? Of(SpokeRecord spoke, string type, string zone, bool spot, DateTimeOffset now) => spoke.Failures
        .Where(failure => failure.Until > now && failure.Spot == spot && (failure.Zone is null || failure.Zone == zone) && (failure.InstanceType is AnyType || failure.InstanceType == type))
        .MaxBy(failure => failure.Until);

    private static IEnumerable<CapacityFailure> FailuresOf(LaunchError error, SpokeRecord spoke, IReadOnlyList<FleetOverride> asked, bool spot, DateTimeOffset now, OfferPolicy policy)
    {
        var until = now + LengthOf(error.Code, policy);
        return error.Code switch
        {
            "MaxFleetCountExceeded" => [Failure(AnyType, null)],
            "InsufficientFreeAddressesInSubnet" => Zones().Select(zone => Failure(AnyType, zone)),
            // Quotas hold for a region's zones together, and for other types of the class too, which fail for themselves when they are tried.
            "VcpuLimitExceeded" or "InstanceLimitExceeded" or "MaxSpotInstanceCountExceeded" => Types().Select(type => Failure(type, null)),
            _ => error.InstanceType is null && Place() is null && asked.Count > 0
                ? asked.Select(one => Failure(one.InstanceType, one.Zone))
                : Types().Select(type => Failure(type, Place())),
        };

        CapacityFailure Failure(string type, string? zone) => new(type, zone, spot, error.Code, until);
        string? Place() => error.Zone ?? ZoneOf(spoke, error.Subnet);
        IEnumerable<string> Types() => error.InstanceType is { } type ? [type] : asked.Count > 0 ? asked.Select(one => one.InstanceType).Distinct() : [AnyType];
        IEnumerable<string?> Zones() => Place() is { } zone ? [zone] : asked.Count > 0 ? asked.Select(one => (string?)one.Zone).Distinct() : [(string?)null];
    }

    private static TimeSpan LengthOf(string code, OfferPolicy policy) => code switch
    {
        "Unsupported" => policy.UnsupportedFor,
        "UnfulfillableCapacity" or "SpotMaxPriceTooLow" => policy.UntriedFor,
        "VcpuLimitExceeded" or "InstanceLimitExceeded" or "MaxSpotInstanceCountExceeded" or "MaxFleetCountExceeded" => policy.QuotaFor,
        _ => policy.CapacityFor,
    };

    /// <summary>One failure for each offer: the one that ends last.</summary>
    private static IReadOnlyList<CapacityFailure> Merge(IEnumerable<CapacityFailure> failures, DateTimeOffset now, OfferPolicy policy) =>
    [
        .. failures.Where(failure => failure.Until > now)
            .GroupBy(failure => (failure.InstanceType, failure.Zone, failure.Spot))
            .Select(group => group.MaxBy(failure => failure.Until)!)
            .OrderByDescending(failure => failure.Until).Take(policy.MostFailures)
            .OrderBy(failure => failure.InstanceType, StringComparer.Ordinal).ThenBy(failure => failure.Zone, StringComparer.Ordinal).ThenBy(failure => failure.Spot),
    ];

    private static string? ZoneOf(SpokeRecord spoke, string? subnet) => subnet is null ? null : spoke.Subnets.FirstOrDefault(one => one.Id == subnet)?.Zone;
}
