using System.Text.Json.Nodes;
using Muster.Aws.Contracts;

namespace Muster.Infra.Machines;

/// <summary>
/// Tells what there is: the spoke itself, then instance types, where they are offered, and spot prices, as EC2 describes them. Items are passed on
/// whole: a map would cost a transition for each.
/// </summary>
internal static class CatalogueDefinition
{
    /// <summary>The machine.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="spoke">What the spoke says of itself: subnets and launch profiles.</param>
    public static Definition Of(SpokePlace place, JsonObject spoke)
    {
        var definition = new Definition("Tells what the spoke offers: itself, types, offerings, spot prices.");
        var types = new CataloguePages(place, "types", "ec2:describeInstanceTypes", "InstanceTypes", Types());
        var offerings = new CataloguePages(place, "offerings", "ec2:describeInstanceTypeOfferings", "InstanceTypeOfferings", Offerings());
        var spot = new CataloguePages(place, "spot", "ec2:describeSpotPriceHistory", "SpotPriceHistory", SpotPrices());
        definition.Add("Tell what the spoke is", CataloguePages.Tell(place, "spoke", last: true, ("page", 0), ("items", new JsonArray(spoke))).Then(types.FirstState));
        types.AddTo(definition, offerings.FirstState);
        offerings.AddTo(definition, spot.FirstState);
        spot.AddTo(definition, "All is told");
        return definition.Add("All is told", State.Succeed());
    }

    // A description of a type has some 2 to 4 KB.
    private static JsonObject Types() => new() { ["Filters"] = new JsonArray(Filter("processor-info.supported-architecture", "x86_64"), Filter("current-generation", "true")), ["MaxResults"] = 50 };

    private static JsonObject Offerings() => new() { ["LocationType"] = "availability-zone", ["MaxResults"] = 1000 };

    // From now on: so the latest price of each type and zone, and no history.
    private static JsonObject SpotPrices() => new() { ["ProductDescriptions"] = new JsonArray("Linux/UNIX"), ["StartTime.$"] = "$$.Execution.StartTime", ["MaxResults"] = 500 };

    private static JsonObject Filter(string name, string value) => new() { ["Name"] = name, ["Values"] = new JsonArray(value) };
}
