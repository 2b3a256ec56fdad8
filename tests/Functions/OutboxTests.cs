using System.Text.Json;
using System.Text.Json.Nodes;
using Muster.Functions.Orders;

namespace Muster.Tests.Functions;

public class OutboxTests
{
    [Fact]
    public void No_batch_holds_more_than_ten_orders()
    {
        var outbox = new Outbox(new("team"));
        for (var i = 0; i < 23; i++)
            outbox.List(FunctionWorld.Ireland, $"l{i}");

        var answer = Write(outbox);

        Assert.Equal([10, 10, 3], answer["batches"]!.AsArray().Select(batch => batch!.AsArray().Count));
        Assert.Equal(23, answer["sends"]!.GetValue<int>());
        Assert.Equal(Enumerable.Range(0, 23).Select(i => $"l{i}"), answer["batches"]!.AsArray().SelectMany(batch => batch!.AsArray()).Select(entry => entry!["Detail"]!["listing"]!.GetValue<string>()));
    }

    [Fact]
    public void Large_orders_go_in_batches_of_their_own()
    {
        var outbox = new Outbox(new("team"));
        for (var i = 0; i < 3; i++)
            outbox.List(FunctionWorld.Ireland, new string('x', 90_000));

        Assert.Equal([2, 1], Write(outbox)["batches"]!.AsArray().Select(batch => batch!.AsArray().Count));
    }

    [Fact]
    public void Many_instances_are_ended_by_several_orders()
    {
        var outbox = new Outbox(new("team"));
        outbox.Terminate(FunctionWorld.Ireland, [.. Enumerable.Range(0, 250).Select(i => $"i-{i}")], "why");

        Assert.Equal([100, 100, 50], Write(outbox)["batches"]![0]!.AsArray().Select(entry => entry!["Detail"]!["instances"]!.AsArray().Count));
    }

    private static JsonObject Write(Outbox outbox)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            outbox.WriteTo(json);
            json.WriteEndObject();
        }

        return JsonNode.Parse(bytes.ToArray())!.AsObject();
    }
}
