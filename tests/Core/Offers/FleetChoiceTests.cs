using Muster.Coordination;
using Muster.Fleet;
using Muster.Offers;
using Muster.Placement;
using Muster.Sweeps;
using static Muster.Tests.Core.Offers.OfferWorld;

namespace Muster.Tests.Core.Offers;

public sealed class FleetChoiceTests
{
    private static readonly SpokeRecord s_spoke = Spoke();

    private static readonly Catalogue s_catalogue = Catalogue(
        s_spoke,
        Type("c5.large", 2, 4, 0.096m), Type("m5.large", 2, 8, 0.107m), Type("c5.xlarge", 4, 8, 0.192m), Type("m5.metal", 96, 384, 5m), Type("t3.large", 2, 8, 0.0912m),
        Type("c6g.large", 2, 4, 0.07m) with { Architectures = ["arm64"] },
        Type("g4dn.xlarge", 4, 16, 0.587m) with { Gpus = 1, GpuName = "NVIDIA T4" });

    [Fact]
    public void Cheapest_type_by_the_slot_sets_the_slots_and_its_like_join_it()
    {
        var choice = Choose(s_spoke, s_catalogue);

        Assert.Equal(
            ["c5.large subnet-a", "c5.large subnet-b", "m5.large subnet-a", "m5.large subnet-b", "c5.xlarge subnet-a", "c5.xlarge subnet-b"],
            choice.Overrides.Select(way => $"{way.InstanceType} {way.Subnet}"));
        Assert.Equal((2, 0.192m, false, "muster-plain", null), (choice.Slots, choice.UsdPerHour, choice.Spot, choice.Profile?.Name, choice.Problem));
    }

    [Fact]
    public void Dear_types_do_not_join_a_cheap_fleet() => Assert.Equal(
        ["c5.large", "c5.xlarge"],
        Choose(s_spoke, s_catalogue, null, new PlacementSpec { InstanceType = "c5.*|*.metal" }).Overrides.Select(way => way.InstanceType).Distinct());

    [Fact]
    public void Burstable_metal_gpu_and_arm_types_are_not_meant_by_nothing() =>
        Assert.DoesNotContain(Choose(s_spoke, s_catalogue).Overrides, way => way.InstanceType is "t3.large" or "m5.metal" or "g4dn.xlarge" or "c6g.large");

    [Fact]
    public void Pattern_takes_what_it_names() => Assert.Equal(
        ["t3.large"], Choose(s_spoke, s_catalogue, null, new PlacementSpec { InstanceType = "t3.*|c6g.*" }).Overrides.Select(way => way.InstanceType).Distinct());

    [Fact]
    public void Memory_that_the_system_takes_is_not_for_points()
    {
        var spec = Spec with { Resources = new() { Cpus = 1, MemoryBytes = 4L << 30 } };

        var choice = Choose(s_spoke, s_catalogue, spec, new PlacementSpec { InstanceType = "m5.large|c5.xlarge" });

        Assert.Equal((1, "m5.large", "c5.xlarge"), (choice.Slots, choice.Overrides[0].InstanceType, choice.Overrides[^1].InstanceType));
    }

    [Theory]
    [InlineData("nvidia-t4:1")]
    [InlineData("t4")]
    [InlineData("NVIDIA-T4:1")]
    public void Accelerator_is_found_by_its_name_with_its_maker_or_without(string accelerator) => Assert.Equal(
        ["g4dn.xlarge"], Choose(s_spoke, s_catalogue, null, new PlacementSpec { Accelerators = accelerator }).Overrides.Select(way => way.InstanceType).Distinct());

    [Fact]
    public void Gpus_of_points_make_slots_of_gpu_machines()
    {
        var choice = Choose(s_spoke, s_catalogue, Spec with { Resources = new() { Gpus = 1 } });

        Assert.Equal((1, "g4dn.xlarge"), (choice.Slots, choice.Overrides[0].InstanceType));
    }

    [Fact]
    public void Zone_that_is_asked_for_is_the_only_one() => Assert.All(
        Choose(s_spoke, s_catalogue, null, new PlacementSpec { AvailabilityZone = "eu-west-1b" }).Overrides, way => Assert.Equal("subnet-b", way.Subnet));

    [Fact]
    public void Zone_with_two_subnets_is_named_once_because_ec2_takes_no_pool_twice() => Assert.Equal(
        ["subnet-a", "subnet-b"],
        Choose(s_spoke with { Subnets = [new("subnet-c", "eu-west-1a"), .. s_spoke.Subnets] }, s_catalogue, null, new PlacementSpec { InstanceType = "c5.large" }).Overrides.Select(way => way.Subnet));

    [Fact]
    public void Spot_costs_what_it_may_cost_at_most()
    {
        var catalogue = Catalogue(s_spoke, Type("c5.large", 2, 4, 0.096m, spot: 0.04m), Type("m5.large", 2, 8, 0.107m, spot: 0.03m));

        var open = Choose(s_spoke, catalogue, null, new PlacementSpec { Spot = true });
        var capped = Choose(s_spoke, catalogue, null, new PlacementSpec { Spot = true, SpotMaxPrice = 0.05m });

        Assert.Equal((true, 0.107m, "m5.large", null), (open.Spot, open.UsdPerHour, open.Overrides[0].InstanceType, open.Overrides[0].MaxUsd));
        Assert.Equal((true, 0.05m, 0.05m), (capped.Spot, capped.UsdPerHour, capped.Overrides[0].MaxUsd));
    }

    [Fact]
    public void Unknown_price_is_unknown_and_a_budget_leaves_it_out()
    {
        var catalogue = Catalogue(s_spoke, Type("c5.large", 2, 4, 0.096m), Type("m5.large", 2, 8, null));

        Assert.Null(Choose(s_spoke, catalogue).UsdPerHour);
        Assert.Equal(0.096m, Choose(s_spoke, catalogue, Spec with { BudgetUsd = 10 }).UsdPerHour);
        Assert.Null(Choose(s_spoke, Catalogue(s_spoke, Type("m5.large", 2, 8, null)), Spec with { BudgetUsd = 10 }).UsdPerHour);
    }

    [Fact]
    public void Overrides_are_at_most_60()
    {
        var many = Enumerable.Range(0, 50).Select(i => Type($"c{i}x.large", 2, 4, 0.1m + i / 10000m)).ToArray();

        Assert.Equal(60, Choose(s_spoke, Catalogue(s_spoke, many)).Overrides.Count);
    }

    [Fact]
    public void Offer_whose_failure_is_remembered_is_left_out_until_it_is_forgotten()
    {
        var spoke = s_spoke with { Failures = [new("c5.large", "eu-west-1a", false, "InsufficientInstanceCapacity", Now.AddMinutes(3)), new("c5.xlarge", null, false, "VcpuLimitExceeded", Now.AddMinutes(9))] };
        var wish = new PlacementSpec { InstanceType = "c5.*" };

        Assert.Equal(["c5.large subnet-b"], Choose(spoke, s_catalogue, null, wish).Overrides.Select(way => $"{way.InstanceType} {way.Subnet}"));
        Assert.Equal(4, Choose(spoke with { Failures = [.. spoke.Failures.Select(failure => failure with { Until = Now })] }, s_catalogue, null, wish).Overrides.Count);
        Assert.Equal(4, Choose(spoke with { Failures = [.. spoke.Failures.Select(failure => failure with { Spot = true })] }, s_catalogue, null, wish).Overrides.Count);
    }

    [Fact]
    public void Without_capacity_the_problem_names_offer_code_and_time()
    {
        var spoke = s_spoke with { Failures = [new("c5.large", "eu-west-1a", false, "InsufficientInstanceCapacity", Now.AddMinutes(3)), new("*", "eu-west-1b", false, "InsufficientFreeAddressesInSubnet", Now.AddMinutes(2))] };

        var choice = Choose(spoke, s_catalogue, null, new PlacementSpec { InstanceType = "c5.large" });

        Assert.Equal(
            (WaitCause.Capacity, "EC2 in 111122223333/eu-west-1 has no capacity for c5.large in eu-west-1a (on demand): InsufficientInstanceCapacity, and 1 other offer there has none either.", Now.AddMinutes(2)),
            (choice.Cause, choice.Problem, choice.NextTry));
        Assert.Empty(choice.Overrides);
    }

    [Fact]
    public void Point_that_fits_nowhere_is_told_with_the_largest_machine() => Problem(
        "No instance type of 111122223333/eu-west-1 has room for one point (8 cores, 64GiB of memory): of 1 that are meant, the largest is c5.xlarge (4 cores, 7577MiB of memory for points, 0 GPUs).",
        Spec with { Resources = new() { Cpus = 8, MemoryBytes = 64L << 30 } }, new PlacementSpec { InstanceType = "c5.xlarge" });

    [Fact]
    public void Type_that_there_is_not_is_told() => Problem(
        "111122223333/eu-west-1 has no instance type like 'x9.*' and with a100:8 and for x86_64; its catalogue has 7.", null, new PlacementSpec { InstanceType = "x9.*", Accelerators = "a100:8" });

    [Fact]
    public void Zone_without_a_subnet_is_told() => Problem(
        "111122223333/eu-west-1 has no subnet in a zone (eu-west-1c is asked for) that offers c5.large; it has subnets in eu-west-1a, eu-west-1b.", null, new PlacementSpec { InstanceType = "c5.large", AvailabilityZone = "eu-west-1c" });

    [Fact]
    public void Profile_that_was_not_deployed_is_told() => Problem(
        "111122223333/eu-west-1 has no launch profile with ami ami-0123abcd, iam_role reader, key_pair mine; it has muster-plain. Deploy one, or leave out what it lacks.",
        null, new PlacementSpec { Ami = "ami-0123abcd", IamRole = "reader", KeyPair = "mine" });

    [Fact]
    public void Spoke_that_has_not_said_what_it_has_is_told()
    {
        Assert.Equal("111122223333/eu-west-1 has not said yet which subnets it has.", Choose(s_spoke with { Subnets = [] }, s_catalogue).Problem);
        Assert.Equal("111122223333/eu-west-1 has no catalogue of instance types yet; its spoke reads one when it is deployed, and then by schedule.", Choose(s_spoke, null).Problem);
    }

    [Fact]
    public void Profile_is_the_one_with_image_role_and_key()
    {
        var role = Plain with { Name = "muster-role", IamRole = "arn:aws:iam::111122223333:role/reader", KeyPair = "mine" };
        var spoke = s_spoke with { Profiles = [Plain, role, Plain with { Name = "muster-arm", Architecture = "arm64" }] };

        Assert.Equal("muster-role", Choose(spoke, s_catalogue, null, new PlacementSpec { IamRole = "reader", KeyPair = "mine" }).Profile?.Name);
        Assert.Equal("muster-plain", Choose(spoke, s_catalogue).Profile?.Name);
    }

    [Fact]
    public void Only_a_run_that_hibernates_gets_a_profile_that_does_where_there_is_another()
    {
        var spoke = s_spoke with { Profiles = [Plain with { Name = "muster-hib", Hibernates = true }, Plain] };

        Assert.Equal("muster-plain", Choose(spoke, s_catalogue).Profile?.Name);
        Assert.Equal("muster-hib", Choose(spoke, s_catalogue, Spec with { OnComplete = OnComplete.Hibernate }).Profile?.Name);
        Assert.Equal(
            "111122223333/eu-west-1 launches no spot instances that hibernate, because EC2 refuses them in fleets. Leave out 'spot', or choose another 'on_complete'.",
            Choose(spoke, s_catalogue, Spec with { OnComplete = OnComplete.Hibernate }, new PlacementSpec { Spot = true }).Problem);
    }

    [Fact]
    public void Machine_must_do_for_the_points_of_all_pools() => Assert.Equal(
        ["c5.xlarge"],
        Choose(s_spoke, s_catalogue, null, new PlacementSpec { InstanceType = "c5.*" }, new PlacementSpec { InstanceType = "*.xlarge" }).Overrides.Select(way => way.InstanceType).Distinct());

    private static void Problem(string problem, SweepSpec? spec, PlacementSpec placement)
    {
        var choice = Choose(s_spoke, s_catalogue, spec, placement);

        Assert.Equal((problem, WaitCause.Machine, 0, 0), (choice.Problem, choice.Cause, choice.Overrides.Count, choice.Slots));
    }
}
