using System.Text.Json;
using Muster.Fleet;
using Muster.Offers;

namespace Muster.Stores;

/// <summary>How a fleet's order is written as JSON; its request stays as it is, byte for byte.</summary>
public static class SentFleetJson
{
    /// <summary>An order as JSON in UTF-8.</summary>
    public static byte[] Write(SentFleet order)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.Text("run", order.Run.Value);
            json.Text("fleet", order.Fleet);
            json.Text("account", order.Spoke.Account);
            json.Text("region", order.Spoke.Region);
            json.List("members", order.Members, (writer, member) => writer.WriteStringValue(member));
            json.Time("at", order.At);
            json.List("asked", order.Asked, WriteOverride);
            json.Flag("spot", order.Spot);
            json.WritePropertyName("request");
            json.WriteRawValue(order.Request.Span);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>The order in some JSON.</summary>
    /// <exception cref="InvalidDataException">The bytes are no order.</exception>
    public static SentFleet Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            return new()
            {
                Run = json.Id("run"),
                Fleet = json.Text("fleet"),
                Spoke = new(json.Text("account"), json.Text("region")),
                Members = json.List("members", member => member.GetString()!),
                At = json.Time("at"),
                Asked = json.List("asked", ReadOverride),
                Spot = json.Member("spot").GetBoolean(),
                Request = System.Text.Encoding.UTF8.GetBytes(json.Member("request").GetRawText()),
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"The order of a fleet is damaged: {error.Message}", error);
        }
    }

    private static void WriteOverride(Utf8JsonWriter json, FleetOverride one)
    {
        json.WriteStartObject();
        json.Text("type", one.InstanceType);
        json.Text("subnet", one.Subnet);
        json.Text("zone", one.Zone);
        json.Money("max_usd", one.MaxUsd);
        json.WriteEndObject();
    }

    private static FleetOverride ReadOverride(JsonElement json) => new(json.Text("type"), json.Text("subnet"), json.Text("zone"), json.MoneyOrNull("max_usd"));
}
