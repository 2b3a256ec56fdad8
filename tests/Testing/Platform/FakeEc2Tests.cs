using System.Text.Json.Nodes;
using Muster.Testing.Platform.Ec2;
using Muster.Testing.Platform.Machines;
using Muster.Testing.Simulation.Time;
using Muster.Testing.Time;

namespace Muster.Tests.Testing.Platform;

/// <summary>The fake of EC2 hurts like the real one.</summary>
public sealed class FakeEc2Tests
{
    private readonly ManualTime time = new();
    private readonly Ec2Place place;
    private readonly List<string> told = [];

    public FakeEc2Tests()
    {
        place = new FakeEc2(time, () => 0.5).In("111111111111", "eu-central-1");
        place.Told = found => told.Add($"{found["detail-type"]} {found["detail"]!["state"]}");
    }

    [Fact]
    public void Fleet_sent_again_under_its_token_is_the_same_fleet()
    {
        var first = place.Call("createFleet", Fleet("token", 2));
        var second = place.Call("createFleet", Fleet("token", 2));
        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        Assert.Equal(2, place.Instances.Count);
    }

    [Fact]
    public void Fleet_sent_otherwise_under_its_token_is_refused()
    {
        place.Call("createFleet", Fleet("token", 2));
        var error = Assert.Throws<TaskFailedException>(() => place.Call("createFleet", Fleet("token", 3)));
        Assert.Equal("Ec2.Ec2Exception", error.Error);
        Assert.Equal(
            "Arguments on this idempotent request are inconsistent with arguments used in previous request(s). (Service: Ec2, Status Code: 400, Request ID: 8d4c2b1e-0f3a-4c55-9a10-5b2f3f4a6c7d) (SDK Attempt Count: 1)",
            error.Message);
    }

    [Fact]
    public void Fleet_whose_answer_is_lost_was_launched_all_the_same()
    {
        place.Spoil("createFleet", CallFate.AnswerLost);
        Assert.Equal("Ec2.SdkClientException", Assert.Throws<TaskFailedException>(() => place.Call("createFleet", Fleet("token", 1))).Error);
        Assert.Single(place.Instances);
        place.Call("createFleet", Fleet("token", 1));
        Assert.Single(place.Instances);
    }

    [Fact]
    public void Fleet_of_more_than_there_is_comes_partly_with_an_error_per_offer()
    {
        place.Weather = new() { Capacity = offer => offer.Zone.EndsWith('a') ? 1 : 0 };
        var answer = place.Call("createFleet", Fleet("token", 3));
        Assert.Single(place.Instances);
        Assert.Equal(["InsufficientInstanceCapacity", "InsufficientInstanceCapacity"], answer["Errors"]!.AsArray().Select(error => (string)error!["ErrorCode"]!));
    }

    [Theory]
    [InlineData("InsufficientInstanceCapacity")]
    [InlineData("VcpuLimitExceeded")]
    [InlineData("MaxSpotInstanceCountExceeded")]
    public void Fleet_of_nothing_fails_as_a_whole_where_the_weather_has_it(string code)
    {
        place.Weather = new() { Capacity = _ => 0, Shortage = _ => code, ThrowsShortage = true };
        var error = Assert.Throws<TaskFailedException>(() => place.Call("createFleet", Fleet("token", 1)));
        Assert.StartsWith(Ec2Errors.Message(code, "c6i.large", "eu-central-1b"), error.Message);
        Assert.DoesNotContain(code, error.Message);
    }

    [Fact]
    public void Calls_beyond_the_bucket_are_throttled_until_it_refills()
    {
        place.Weather = new() { Burst = 2, PerSecond = 1 };
        List();
        List();
        Assert.StartsWith("Request limit exceeded. (Service: Ec2, Status Code: 503", Assert.Throws<TaskFailedException>(() => List()).Message);
        time.Move(TimeSpan.FromSeconds(1));
        List();
    }

    [Fact]
    public void Instance_appears_in_listings_after_a_while()
    {
        place.Weather = new() { Lag = TimeSpan.FromSeconds(10) };
        place.Call("createFleet", Fleet("token", 1));
        Assert.Empty(List());
        time.Move(TimeSpan.FromSeconds(5));
        Assert.Single(List());
    }

    [Fact]
    public void Instances_come_in_pages_and_by_filters()
    {
        for (var number = 0; number < 12; number++)
            place.Plant("c6i.large", new Dictionary<string, string> { ["owner"] = number % 2 == 0 ? "me" : "them" });
        var filters = new JsonArray(new JsonObject { ["Name"] = "tag:owner", ["Values"] = new JsonArray("me") });
        var first = place.Call("describeInstances", new() { ["MaxResults"] = 5, ["Filters"] = filters.DeepClone() });
        var second = place.Call("describeInstances", new() { ["MaxResults"] = 5, ["Filters"] = filters.DeepClone(), ["NextToken"] = (string)first["NextToken"]! });
        Assert.Equal((5, 1), (Ids(first).Count, Ids(second).Count));
        Assert.Null(second["NextToken"]);
    }

    [Fact]
    public void Instances_are_terminated_and_that_is_told()
    {
        var planted = place.Plant("c6i.large", new Dictionary<string, string>());
        place.Call("terminateInstances", new() { ["InstanceIds"] = new JsonArray(planted.Id) });
        time.Move(place.Weather.Boot);
        Assert.Equal(["EC2 Instance State-change Notification shutting-down", "EC2 Instance State-change Notification terminated"], told);
        Assert.False(planted.IsAlive);
    }

    [Fact]
    public void Call_that_names_an_unknown_instance_ends_none()
    {
        var planted = place.Plant("c6i.large", new Dictionary<string, string>());
        Assert.StartsWith(
            "The instance ID 'i-0' does not exist (Service: Ec2, Status Code: 400",
            Assert.Throws<TaskFailedException>(() => place.Call("terminateInstances", new() { ["InstanceIds"] = new JsonArray(planted.Id, "i-0") })).Message);
        Assert.True(planted.IsAlive);
    }

    [Fact]
    public void Interruption_is_told_before_the_instance_goes()
    {
        place.Call("createFleet", Fleet("token", 1));
        time.Move(place.Weather.Boot);
        place.Interrupt(place.Instances[0].Id);
        Assert.Equal("running", place.Instances[0].State);
        time.Move(place.Weather.Notice);
        time.Move(place.Weather.Boot);
        Assert.Equal("terminated", place.Instances[0].State);
        Assert.Equal("EC2 Spot Instance Interruption Warning ", told[2]);
    }

    private List<string> List() => Ids(place.Call("describeInstances", []));

    private static List<string> Ids(JsonNode answer) =>
        [.. answer["Reservations"]!.AsArray().SelectMany(some => some!["Instances"]!.AsArray()).Select(each => (string)each!["InstanceId"]!)];

    internal static JsonObject Fleet(string token, int capacity) => JsonNode.Parse($$"""
        {"Type":"instant","ClientToken":"{{token}}","TargetCapacitySpecification":{"TotalTargetCapacity":{{capacity}},"DefaultTargetCapacityType":"spot"},
         "LaunchTemplateConfigs":[{"LaunchTemplateSpecification":{"LaunchTemplateName":"muster-1","Version":"$Latest"},
           "Overrides":[{"InstanceType":"c6i.large","SubnetId":"subnet-0a"},{"InstanceType":"c6i.large","SubnetId":"subnet-0b"}]}],
         "TagSpecifications":[{"ResourceType":"instance","Tags":[{"Key":"muster:run","Value":"r"}]}]}
        """)!.AsObject();
}
