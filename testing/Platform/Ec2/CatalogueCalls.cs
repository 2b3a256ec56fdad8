using System.Text.Json.Nodes;

namespace Muster.Testing.Platform.Ec2;

/// <summary>What there is: types, where they are offered, spot prices, subnets. Source: Amazon EC2 API reference, 2026-11.</summary>
internal sealed class CatalogueCalls(Ec2Place place)
{
    public JsonObject? Serve(string action, JsonObject parameters) => action switch
    {
        "describeInstanceTypes" => Page(place.Catalogue.Types.Select(Type), parameters, "InstanceTypes", 5, 100),
        "describeInstanceTypeOfferings" => Page(Pairs().Select(Offering), parameters, "InstanceTypeOfferings", 5, 1000),
        "describeSpotPriceHistory" => Page(Pairs().Select(Price), parameters, "SpotPriceHistory", 1, 1000),
        "describeSubnets" => Page(place.Catalogue.Subnets.Select(Subnet), parameters, "Subnets", 5, 1000),
        _ => null,
    };

    private static JsonObject Page(IEnumerable<JsonObject> all, JsonObject parameters, string name, int fewest, int most)
    {
        var page = Pages.Cut([.. all], parameters, fewest, most, out var next);
        return Pages.With(new() { [name] = new JsonArray([.. page]) }, next);
    }

    private IEnumerable<(FakeType Type, string Zone)> Pairs() =>
        place.Catalogue.Types.SelectMany(type => place.Catalogue.Subnets.Values.Distinct().Select(zone => (type, zone)));

    private static JsonObject Type(FakeType type) => new()
    {
        ["InstanceType"] = type.Name,
        ["CurrentGeneration"] = true,
        ["SupportedUsageClasses"] = new JsonArray("on-demand", "spot"),
        ["BareMetal"] = false,
        ["HibernationSupported"] = true,
        ["ProcessorInfo"] = new JsonObject { ["SupportedArchitectures"] = new JsonArray(type.Architecture) },
        ["VCpuInfo"] = new JsonObject { ["DefaultVCpus"] = type.Vcpus },
        ["MemoryInfo"] = new JsonObject { ["SizeInMiB"] = type.MemoryMiB },
    };

    private static JsonObject Offering((FakeType Type, string Zone) pair) => new()
    {
        ["InstanceType"] = pair.Type.Name,
        ["LocationType"] = "availability-zone",
        ["Location"] = pair.Zone,
    };

    private JsonObject Price((FakeType Type, string Zone) pair) => new()
    {
        ["AvailabilityZone"] = pair.Zone,
        ["InstanceType"] = pair.Type.Name,
        ["ProductDescription"] = "Linux/UNIX",
        ["SpotPrice"] = pair.Type.SpotUsdPerHour.ToString("0.000000"),
        ["Timestamp"] = place.Now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
    };

    private static JsonObject Subnet(KeyValuePair<string, string> subnet) => new()
    {
        ["SubnetId"] = subnet.Key,
        ["AvailabilityZone"] = subnet.Value,
        ["AvailableIpAddressCount"] = 4000,
        ["State"] = "available",
    };
}
