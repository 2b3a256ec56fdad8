using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Input;
using Muster.Runs;
using Muster.Tests.Core.Offers;

namespace Muster.Tests.Functions;

public sealed class OnInstanceEventTests
{
    private readonly FunctionWorld world = new();

    [Theory]
    [InlineData("stopping", InstanceState.Interrupted)]
    [InlineData("shutting-down", InstanceState.Interrupted)]
    [InlineData("stopped", InstanceState.Stopped)]
    [InlineData("terminated", InstanceState.Terminated)]
    public async Task A_state_of_ec2_is_recorded(string state, InstanceState recorded)
    {
        await KnowAsync("i-1");

        await HearAsync(world.StateOf("i-1", state));

        Assert.Equal(recorded, (await world.Fleet.GetInstanceAsync("i-1"))!.State);
    }

    [Theory]
    [InlineData(PlatformEvents.SpotInterruption, InstanceState.Interrupted)]
    [InlineData(PlatformEvents.Rebalance, InstanceState.Leaving)]
    public async Task A_notice_is_recorded_and_counted_once(string kind, InstanceState recorded)
    {
        await KnowAsync("i-1");

        for (var i = 0; i < 3; i++)
            await HearAsync(world.OfEc2(kind, new() { ["instance-id"] = "i-1", ["instance-action"] = "terminate" }));

        Assert.Equal((recorded, 2L), await world.Fleet.GetInstanceAsync("i-1") is { } instance ? (instance.State, instance.Version) : default);
        Assert.Equal(1, world.Metric(PlatformMetrics.Interruptions));
    }

    [Fact]
    public async Task However_events_are_shuffled_and_doubled_the_end_is_the_same()
    {
        var events = new List<JsonObject>();
        foreach (var state in (string[])["pending", "running", "shutting-down", "terminated"])
        {
            events.Add(world.StateOf("i-1", state));
            events.Add(world.OfEc2(PlatformEvents.Rebalance, new() { ["instance-id"] = "i-1" }));
            world.Time.Move(TimeSpan.FromSeconds(1));
        }

        for (var seed = 0; seed < 30; seed++)
        {
            var chance = new Random(seed);
            var (id, order) = ($"i-{seed}", events.Concat(events).OrderBy(_ => chance.Next()).ToList());
            foreach (var one in order)
            {
                var renamed = one.DeepClone().AsObject();
                renamed["detail"]!["instance-id"] = id;
                await HearAsync(renamed);
            }

            Assert.Equal(InstanceState.Terminated, (await world.Fleet.GetInstanceAsync(id))!.State);
        }
    }

    [Fact]
    public async Task Of_an_instance_that_nobody_knows_only_trouble_is_recorded()
    {
        await HearAsync(world.StateOf("i-1", "running"));
        await HearAsync(world.StateOf("i-2", "terminated"));

        Assert.Equal("i-2", Assert.Single(world.Fleet.Instances).Id);
    }

    [Fact]
    public async Task An_act_that_was_done_is_recorded_and_one_that_failed_is_only_logged()
    {
        await KnowAsync("i-1");
        await KnowAsync("i-2");

        await world.TellAsync(PlatformHandlers.OnInstanceEvent, PlatformEvents.ActAnswered, new() { ["act"] = "terminate", ["instances"] = new JsonArray("i-1") });
        await world.TellAsync(PlatformHandlers.OnInstanceEvent, PlatformEvents.ActAnswered, new() { ["act"] = "stop", ["instances"] = new JsonArray("i-2"), ["failure"] = new JsonObject { ["Error"] = "Ec2.Ec2Exception", ["Cause"] = "no" } });

        Assert.Equal([InstanceState.Interrupted, InstanceState.Running], world.Fleet.Instances.Select(instance => instance.State));
        Assert.Equal("An act failed.", world.Log[^1]["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("{\"instance-id\":\"i-1\",\"state\":\"odd\"}", "EC2 Instance State-change Notification: the field 'state' is \"odd\"; it has to be one of pending, running, stopping, stopped, shutting-down, terminated.")]
    [InlineData("{\"state\":\"running\"}", "EC2 Instance State-change Notification: the field 'instance-id' is missing; it has to be a text.")]
    public async Task A_detail_that_is_none_is_refused_with_field_and_value(string detail, string message) => Assert.Equal(
        message, (await Assert.ThrowsAsync<InputException>(() => HearAsync(world.OfEc2(PlatformEvents.StateChanged, JsonNode.Parse(detail)!.AsObject())))).Message);

    [Fact]
    public async Task An_event_of_a_kind_that_is_not_for_it_is_refused() => Assert.Equal(
        "event: the field 'detail-type' is \"Scheduled Event\"; it has to be one of EC2 Instance State-change Notification, EC2 Spot Instance Interruption Warning, EC2 Instance Rebalance Recommendation, Act Answered.",
        (await Assert.ThrowsAsync<InputException>(() => HearAsync(world.OfEc2("Scheduled Event", [])))).Message);

    private Task<JsonObject> HearAsync(JsonObject one) => world.CallAsync(PlatformHandlers.OnInstanceEvent, one);

    private Task KnowAsync(string id) => world.Fleet.WriteAsync(new InstanceRecord
    {
        Id = id, Version = 1, Spoke = FunctionWorld.Ireland, State = InstanceState.Running, Run = RunId.FromToken("a"), HeardAt = OfferWorld.Now.AddMinutes(-1),
    });
}
