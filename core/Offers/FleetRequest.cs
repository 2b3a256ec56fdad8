using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Muster.Runs;

namespace Muster.Offers;

/// <summary>
/// Writes the request of a fleet as Step Functions hands it to <c>ec2:createFleet</c>: type instant, one launch template, ways to launch as overrides.
/// Equal fleets have equal bytes, since the same token must always carry the same request.
/// </summary>
public static class FleetRequest
{
    /// <summary>Longest client token that EC2 takes, in characters. Source: Amazon EC2 API reference, CreateFleet, 2026-11.</summary>
    public const int LongestToken = 64;

    /// <summary>The client token of a fleet: unique for deployment, run and fleet, and readable where it fits.</summary>
    public static string ClientToken(string deployment, RunId run, string fleet)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{deployment}/{run}/{fleet}")));
        var readable = $"{run}-{fleet}-{digest[..12]}";
        return readable.Length <= LongestToken ? readable : digest;
    }

    /// <summary>The request in UTF-8.</summary>
    public static byte[] Write(FleetOrder order)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            Write(json, order);
        return bytes.ToArray();
    }

    /// <summary>The request, as a part of something else.</summary>
    public static void Write(Utf8JsonWriter json, FleetOrder order)
    {
        json.WriteStartObject();
        json.WriteString("ClientToken", ClientToken(order.Deployment, order.Run, order.Fleet));
        json.WriteString("Type", "instant");
        WriteTemplate(json, order.Choice);
        WriteCapacity(json, order);
        WriteMarket(json, order.Choice.Spot);
        WriteTags(json, order);
        json.WriteEndObject();
    }

    private static void WriteTemplate(Utf8JsonWriter json, FleetChoice choice)
    {
        json.WriteStartArray("LaunchTemplateConfigs");
        json.WriteStartObject();
        json.WriteStartObject("LaunchTemplateSpecification");
        json.WriteString("LaunchTemplateName", choice.Profile!.Name);
        json.WriteString("Version", "$Default");
        json.WriteEndObject();
        json.WriteStartArray("Overrides");
        foreach (var way in choice.Overrides)
        {
            json.WriteStartObject();
            json.WriteString("InstanceType", way.InstanceType);
            json.WriteString("SubnetId", way.Subnet);
            if (way.MaxUsd is { } price) json.WriteString("MaxPrice", price.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteCapacity(Utf8JsonWriter json, FleetOrder order)
    {
        json.WriteStartObject("TargetCapacitySpecification");
        json.WriteNumber("TotalTargetCapacity", order.Workers);
        json.WriteString("DefaultTargetCapacityType", order.Choice.Spot ? "spot" : "on-demand");
        json.WriteEndObject();
    }

    private static void WriteMarket(Utf8JsonWriter json, bool spot)
    {
        json.WriteStartObject(spot ? "SpotOptions" : "OnDemandOptions");
        json.WriteString("AllocationStrategy", spot ? "price-capacity-optimized" : "lowest-price");
        // Instant fleets take no other behaviour, and an interrupted worker gives its chunks back.
        if (spot) json.WriteString("InstanceInterruptionBehavior", "terminate");
        json.WriteEndObject();
    }

    private static void WriteTags(Utf8JsonWriter json, FleetOrder order)
    {
        var names = order.Tags;
        json.WriteStartArray("TagSpecifications");
        json.WriteStartObject();
        json.WriteString("ResourceType", "instance");
        json.WriteStartArray("Tags");
        foreach (var (key, value) in new[] { (names.Deployment, order.Deployment), (names.Origin, names.Launched), (names.Run, order.Run.Value), (names.Fleet, order.Fleet) })
        {
            json.WriteStartObject();
            json.WriteString("Key", key);
            json.WriteString("Value", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>The ways to launch that a request asks for, for errors that name none. The zones are those of a spoke's subnets; subnets that it has no more are left out.</summary>
    /// <param name="request">A request that was written here.</param>
    /// <param name="subnets">The spoke's subnets.</param>
    public static IReadOnlyList<FleetOverride> OverridesOf(JsonElement request, IReadOnlyList<Fleet.Subnet> subnets) =>
    [
        .. from config in request.GetProperty("LaunchTemplateConfigs").EnumerateArray()
           from way in config.GetProperty("Overrides").EnumerateArray()
           join subnet in subnets on way.GetProperty("SubnetId").GetString() equals subnet.Id
           select new FleetOverride(way.GetProperty("InstanceType").GetString()!, subnet.Id, subnet.Zone),
    ];

    /// <summary>Whether a request asks for spot.</summary>
    public static bool IsSpot(JsonElement request) => request.GetProperty("TargetCapacitySpecification").GetProperty("DefaultTargetCapacityType").GetString() == "spot";
}

/// <summary>A fleet that is to be launched.</summary>
/// <param name="Deployment">The deployment's name.</param>
/// <param name="Run">The run.</param>
/// <param name="Fleet">The fleet's token: that of its first intent.</param>
/// <param name="Workers">How many instances, 1 or more.</param>
/// <param name="Choice">How; without a problem.</param>
/// <param name="Tags">What tags are called.</param>
public sealed record FleetOrder(string Deployment, RunId Run, string Fleet, int Workers, FleetChoice Choice, FleetTagNames Tags);

/// <summary>What the tags of launched instances are called.</summary>
/// <param name="Deployment">The deployment's name.</param>
/// <param name="Origin">How it came to be.</param>
/// <param name="Launched">The value of <paramref name="Origin"/> for what was launched.</param>
/// <param name="Run">The run.</param>
/// <param name="Fleet">The fleet's token.</param>
public sealed record FleetTagNames(string Deployment, string Origin, string Launched, string Run, string Fleet);
