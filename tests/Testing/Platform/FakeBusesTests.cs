using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Muster.Testing.Platform.Buses;
using Muster.Testing.Platform.Machines;
using Muster.Testing.Platform.Patterns;
using Muster.Testing.Platform.Pipes;
using Muster.Testing.Time;

namespace Muster.Tests.Testing.Platform;

/// <summary>Buses take what their rules say, to whom they say, and deliver as badly as they are told to.</summary>
public sealed class FakeBusesTests
{
    private const string Hub = "arn:aws:events:eu-central-1:111111111111:event-bus/hub";
    private const string Spoke = "arn:aws:events:us-east-1:222222222222:event-bus/spoke";
    private readonly ManualTime time = new();
    private readonly ConcurrentQueue<(string Target, string Event)> delivered = new();
    private readonly FakeBuses buses;
    private int failures;

    public FakeBusesTests()
    {
        buses = new(time, () => 0.5, DeliverAsync);
        buses.Add(new(Hub, "to-spoke", EventPattern.Parse("""{"source":["muster.hub"],"detail":{"account":["222222222222"]}}"""), [new(Spoke)]));
        buses.Add(new(Spoke, "launch", EventPattern.Parse("""{"detail-type":["Launch"]}"""), [new("machine", found => found["detail"]!.DeepClone())]));
    }

    [Fact]
    public void Event_goes_from_bus_to_bus_to_its_target()
    {
        Put("Launch", "222222222222");
        Assert.Equal(("machine", """{"account":"222222222222"}"""), Assert.Single(delivered));
        Assert.Equal(2, buses.Seen.Count());
    }

    [Theory]
    [InlineData("Launch", "333333333333")]
    [InlineData("List", "222222222222")]
    public void Event_that_no_rule_takes_goes_nowhere(string type, string account)
    {
        Put(type, account);
        Assert.Empty(delivered);
    }

    [Fact]
    public void Event_that_came_from_another_bus_goes_to_no_third_one()
    {
        buses.Add(new("third", "all", EventPattern.Parse("""{"source":["muster.hub"]}"""), [new("machine")]));
        buses.Add(new(Spoke, "on", EventPattern.Parse("""{"source":["muster.hub"]}"""), [new("third")]));
        Put("List", "222222222222");
        Assert.Empty(delivered);
        Assert.Equal(2, buses.Seen.Count());
    }

    [Fact]
    public void Event_comes_late_and_twice_when_the_weather_is_bad()
    {
        buses.Weather = new(TimeSpan.FromSeconds(10), Doubled: 0.6);
        Put("Launch", "222222222222");
        Assert.Empty(delivered);
        time.Move(TimeSpan.FromSeconds(10));
        Assert.Equal(4, delivered.Count);
        Assert.True(buses.IsIdle);
    }

    [Fact]
    public void Target_that_fails_is_called_again()
    {
        failures = 2;
        Put("Launch", "222222222222");
        time.Move(TimeSpan.FromSeconds(1));
        Assert.Single(delivered);
        Assert.Empty(buses.DeadLetters);
    }

    [Fact]
    public void Target_that_fails_for_good_leaves_a_dead_letter()
    {
        failures = int.MaxValue;
        Put("Launch", "222222222222");
        time.Move(TimeSpan.FromSeconds(1));
        Assert.Contains("launch of arn:aws:events:us-east-1:222222222222:event-bus/spoke could not deliver to machine", Assert.Single(buses.DeadLetters));
    }

    [Fact]
    public void Bus_that_is_not_there_is_an_error()
    {
        var error = Assert.Throws<TaskFailedException>(() => buses.PutEvents(Entries("Launch", "222222222222", "other"), "111111111111", "eu-central-1"));
        Assert.Equal("Event bus arn:aws:events:eu-central-1:111111111111:event-bus/other does not exist.", error.Message);
    }

    [Fact]
    public void More_entries_than_are_allowed_are_an_error()
    {
        var many = new JsonObject { ["Entries"] = new JsonArray([.. Enumerable.Range(0, 11).Select(_ => Entries("Launch", "1", "hub")["Entries"]![0]!.DeepClone())]) };
        Assert.Equal("EventBridge.EventBridgeException", Assert.Throws<TaskFailedException>(() => buses.PutEvents(many, "111111111111", "eu-central-1")).Error);
    }

    [Fact]
    public async Task Pipe_takes_each_new_item_that_its_filter_names_and_shapes_it()
    {
        var items = new List<JsonObject> { Item("a", "start"), Item("b", null) };
        var batches = new List<string>();
        var pipe = new FakePipe(
            () => Task.FromResult<IReadOnlyList<JsonObject>>(items),
            ["pk"],
            [EventPattern.Parse("""{"eventName":["INSERT"],"dynamodb":{"NewImage":{"k":{"S":["start"]}}}}""")],
            new InputTemplate("""{"run":"<$.dynamodb.NewImage.pk.S>","n":<$.dynamodb.NewImage.n.N>}"""),
            batch =>
            {
                batches.Add(batch.ToJsonString());
                return Task.CompletedTask;
            });
        await pipe.LookAsync();
        items.Add(Item("c \"quoted\"", "start"));
        items[1]["k"] = new JsonObject { ["S"] = "start" };
        await pipe.LookAsync();
        Assert.Equal(["""[{"run":"a","n":"7"}]""", """[{"run":"c \u0022quoted\u0022","n":"7"}]"""], batches);
    }

    private static JsonObject Item(string key, string? kind)
    {
        var item = new JsonObject { ["pk"] = new JsonObject { ["S"] = key }, ["n"] = new JsonObject { ["N"] = "7" } };
        if (kind is not null)
            item["k"] = new JsonObject { ["S"] = kind };
        return item;
    }

    private void Put(string type, string account) => buses.PutEvents(Entries(type, account, "hub"), "111111111111", "eu-central-1");

    private static JsonObject Entries(string type, string account, string bus) => new()
    {
        ["Entries"] = new JsonArray(new JsonObject
        {
            ["EventBusName"] = bus, ["Source"] = "muster.hub", ["DetailType"] = type, ["Detail"] = new JsonObject { ["account"] = account },
        }),
    };

    private Task DeliverAsync(string target, JsonNode found)
    {
        if (failures-- > 0)
            throw new InvalidOperationException("not now");
        delivered.Enqueue((target, found.ToJsonString()));
        return Task.CompletedTask;
    }
}
