using Muster.Fleet;
using Muster.Offers;

namespace Muster.Tests.Core.Offers;

public sealed class CapacityFailuresTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly OfferPolicy s_policy = new();
    private static readonly SpokeRecord s_spoke = new()
    {
        Key = new("111122223333", "eu-west-1"),
        Version = 3,
        Subnets = [new("subnet-a", "eu-west-1a"), new("subnet-b", "eu-west-1b")],
    };

    private static readonly FleetOverride[] s_asked = [new("c5.large", "subnet-a", "eu-west-1a"), new("m5.large", "subnet-b", "eu-west-1b")];

    [Fact]
    public void Offer_without_capacity_is_remembered_by_type_zone_and_market_for_minutes()
    {
        var spoke = Remember(new LaunchError(LaunchErrorKind.Capacity, "InsufficientInstanceCapacity", "") { InstanceType = "c5.large", Subnet = "subnet-a", Spot = true });

        Assert.Equal([new("c5.large", "eu-west-1a", true, "InsufficientInstanceCapacity", s_now + TimeSpan.FromMinutes(5))], spoke.Failures);
        Assert.NotNull(CapacityFailures.Of(spoke, "c5.large", "eu-west-1a", true, s_now));
        Assert.Null(CapacityFailures.Of(spoke, "c5.large", "eu-west-1b", true, s_now));
        Assert.Null(CapacityFailures.Of(spoke, "c5.xlarge", "eu-west-1a", true, s_now));
        Assert.Null(CapacityFailures.Of(spoke, "c5.large", "eu-west-1a", false, s_now));
        Assert.Null(CapacityFailures.Of(spoke, "c5.large", "eu-west-1a", true, s_now + TimeSpan.FromMinutes(5)));
        Assert.Equal(3, spoke.Version);
    }

    [Theory]
    [InlineData("VcpuLimitExceeded", 10)]
    [InlineData("InstanceLimitExceeded", 10)]
    [InlineData("MaxSpotInstanceCountExceeded", 10)]
    public void Used_up_quota_holds_for_the_type_in_the_whole_region(string code, int minutes) => Assert.Equal(
        [new("c5.large", null, false, code, s_now + TimeSpan.FromMinutes(minutes))],
        Remember(new LaunchError(LaunchErrorKind.Capacity, code, "") { InstanceType = "c5.large", Subnet = "subnet-a", Spot = false }).Failures);

    [Fact]
    public void Used_up_fleets_and_addresses_hold_for_all_types()
    {
        var spoke = Remember(
            new LaunchError(LaunchErrorKind.Capacity, "MaxFleetCountExceeded", ""),
            new LaunchError(LaunchErrorKind.Capacity, "InsufficientFreeAddressesInSubnet", "") { Subnet = "subnet-b", InstanceType = "m5.large" });

        Assert.Equal(
            [new("*", null, false, "MaxFleetCountExceeded", s_now + TimeSpan.FromMinutes(10)), new("*", "eu-west-1b", false, "InsufficientFreeAddressesInSubnet", s_now + TimeSpan.FromMinutes(5))],
            spoke.Failures);
        Assert.Equal("MaxFleetCountExceeded", CapacityFailures.Of(spoke, "x1.32xlarge", "eu-west-1a", false, s_now)?.Code);
    }

    [Fact]
    public void Error_that_names_no_offer_counts_for_all_that_were_asked_for()
    {
        var error = new LaunchError(LaunchErrorKind.Capacity, "InsufficientInstanceCapacity", "");

        Assert.Equal(
            [("c5.large", "eu-west-1a"), ("m5.large", "eu-west-1b")],
            CapacityFailures.Remember(s_spoke, [error], s_asked, false, s_now, s_policy).Failures.Select(failure => (failure.InstanceType, failure.Zone!)));
        Assert.Equal(
            [("*", null)],
            CapacityFailures.Remember(s_spoke, [error], [], false, s_now, s_policy).Failures.Select(failure => (failure.InstanceType, failure.Zone)));
    }

    [Theory]
    [InlineData(LaunchErrorKind.Throttled)]
    [InlineData(LaunchErrorKind.AlreadyAsked)]
    [InlineData(LaunchErrorKind.NoAnswer)]
    [InlineData(LaunchErrorKind.Other)]
    public void Other_errors_are_not_remembered(LaunchErrorKind kind) => Assert.Empty(Remember(new LaunchError(kind, "RequestLimitExceeded", "") { InstanceType = "c5.large" }).Failures);

    [Fact]
    public void Doubled_answer_is_one_failure_and_an_old_one_never_shortens_it()
    {
        var error = new LaunchError(LaunchErrorKind.Capacity, "InsufficientInstanceCapacity", "") { InstanceType = "c5.large", Zone = "eu-west-1a" };
        var late = CapacityFailures.Remember(s_spoke, [error], s_asked, false, s_now + TimeSpan.FromMinutes(1), s_policy);

        var both = CapacityFailures.Remember(late, [error, error], s_asked, false, s_now, s_policy);

        Assert.Equal(late.Failures, both.Failures);
    }

    [Fact]
    public void Failure_is_forgotten_when_its_time_is_over_or_the_offer_launched()
    {
        var spoke = Remember(
            new LaunchError(LaunchErrorKind.Capacity, "InsufficientInstanceCapacity", "") { InstanceType = "c5.large", Subnet = "subnet-a" },
            new LaunchError(LaunchErrorKind.Capacity, "UnfulfillableCapacity", "") { InstanceType = "m5.large", Subnet = "subnet-b" });

        Assert.Equal(["m5.large"], CapacityFailures.Forget(spoke, [new("i-1", "c5.large", "subnet-a", null, false)], s_now).Failures.Select(failure => failure.InstanceType));
        Assert.Equal(["c5.large"], CapacityFailures.Forget(spoke, [], s_now + TimeSpan.FromMinutes(2)).Failures.Select(failure => failure.InstanceType));
        Assert.Same(spoke, CapacityFailures.Forget(spoke, [new("i-1", "c5.large", "subnet-a", null, true)], s_now));
    }

    [Fact]
    public void Memory_is_bounded_and_keeps_what_lasts_longest()
    {
        var errors = Enumerable.Range(0, 500).Select(i => new LaunchError(LaunchErrorKind.Capacity, "UnfulfillableCapacity", "") { InstanceType = $"c{i}.large", Zone = "eu-west-1a" })
            .Append(new(LaunchErrorKind.Capacity, "Unsupported", "") { InstanceType = "z1.large", Zone = "eu-west-1a" });

        var spoke = CapacityFailures.Remember(s_spoke, errors, [], false, s_now, s_policy);

        Assert.Equal(400, spoke.Failures.Count);
        Assert.Contains(spoke.Failures, failure => failure.InstanceType == "z1.large");
    }

    private static SpokeRecord Remember(params LaunchError[] errors) => CapacityFailures.Remember(s_spoke, errors, s_asked, false, s_now, s_policy);
}
