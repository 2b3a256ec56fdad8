using System.Text;
using System.Text.Json;
using Muster.Fleet;
using Muster.Offers;
using Muster.Placement;
using Muster.Runs;
using static Muster.Tests.Core.Offers.OfferWorld;

namespace Muster.Tests.Core.Offers;

public sealed class FleetRequestTests
{
    private static readonly FleetTagNames s_tags = new("muster:deployment", "muster:origin", "launched", "muster:run", "muster:fleet");
    private static readonly RunId s_run = new("rq1javxat2hkt3wd");

    [Fact]
    public void Request_on_demand_is_what_create_fleet_takes()
    {
        var request = Write(Choose(Spoke(), Catalogue(Spoke(), Type("c5.large", 2, 4, 0.096m))), 7);

        Assert.Equal(
            """
            {"ClientToken":"rq1javxat2hkt3wd-w3-1-a7d54e1c8aba","Type":"instant",
            "LaunchTemplateConfigs":[{"LaunchTemplateSpecification":{"LaunchTemplateName":"muster-plain","Version":"$Default"},
            "Overrides":[{"InstanceType":"c5.large","SubnetId":"subnet-a"},{"InstanceType":"c5.large","SubnetId":"subnet-b"}]}],
            "TargetCapacitySpecification":{"TotalTargetCapacity":7,"DefaultTargetCapacityType":"on-demand"},
            "OnDemandOptions":{"AllocationStrategy":"lowest-price"},
            "TagSpecifications":[{"ResourceType":"instance","Tags":[{"Key":"muster:deployment","Value":"team"},{"Key":"muster:origin","Value":"launched"},
            {"Key":"muster:run","Value":"rq1javxat2hkt3wd"},{"Key":"muster:fleet","Value":"w3-1"}]}]}
            """.ReplaceLineEndings(""),
            request);
    }

    [Fact]
    public void Request_for_spot_names_strategy_and_highest_price()
    {
        var request = Write(Choose(Spoke(), Catalogue(Spoke(), Type("c5.large", 2, 4, 0.096m)), null, new PlacementSpec { Spot = true, SpotMaxPrice = 0.05m, AvailabilityZone = "eu-west-1a" }), 1);

        Assert.Contains("""[{"InstanceType":"c5.large","SubnetId":"subnet-a","MaxPrice":"0.05"}]""", request, StringComparison.Ordinal);
        Assert.Contains(
            """:"spot"},"SpotOptions":{"AllocationStrategy":"price-capacity-optimized","InstanceInterruptionBehavior":"terminate"},""", request, StringComparison.Ordinal);
        Assert.DoesNotContain("OnDemandOptions", request, StringComparison.Ordinal);
    }

    [Fact]
    public void Request_tells_later_what_it_asked_for()
    {
        using var json = JsonDocument.Parse(Write(Choose(Spoke(), Catalogue(Spoke(), Type("c5.large", 2, 4, 0.096m)), null, new PlacementSpec { Spot = true }), 1));

        Assert.Equal([new("c5.large", "subnet-a", "eu-west-1a"), new FleetOverride("c5.large", "subnet-b", "eu-west-1b")], FleetRequest.OverridesOf(json.RootElement, Spoke().Subnets));
        Assert.Equal(["subnet-b"], FleetRequest.OverridesOf(json.RootElement, [new Subnet("subnet-b", "eu-west-1b")]).Select(way => way.Subnet));
        Assert.True(FleetRequest.IsSpot(json.RootElement));
    }

    [Fact]
    public void Token_is_another_for_each_deployment_run_and_fleet_and_never_too_long()
    {
        string[] tokens =
        [
            FleetRequest.ClientToken("a", s_run, "w1-1"), FleetRequest.ClientToken("b", s_run, "w1-1"), FleetRequest.ClientToken("a", new("rother"), "w1-1"), FleetRequest.ClientToken("a", s_run, "w1-2"),
            FleetRequest.ClientToken("a", s_run, new string('w', 100)),
        ];

        Assert.Equal(5, tokens.Distinct().Count());
        Assert.All(tokens, token => Assert.InRange(token.Length, 1, FleetRequest.LongestToken));
        Assert.Equal(tokens[0], FleetRequest.ClientToken("a", s_run, "w1-1"));
    }

    private static string Write(FleetChoice choice, int workers) => Encoding.UTF8.GetString(FleetRequest.Write(new("team", s_run, "w3-1", workers, choice, s_tags)));
}
