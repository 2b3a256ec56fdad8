using System.Text.Json;
using Muster.Stores;

namespace Muster.Offers;

/// <summary>What <c>CreateFleet</c> of type instant returned, as Step Functions hands it on (names in PascalCase).</summary>
/// <param name="Instances">What was launched, in the order of the answer; fewer than asked for where capacity was short.</param>
/// <param name="Errors">Why the others were not, one for each offer that was tried.</param>
public sealed record FleetAnswer(IReadOnlyList<FleetInstance> Instances, IReadOnlyList<LaunchError> Errors)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is none; the message says what is missing.</exception>
    public static FleetAnswer Read(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object)
            throw new FormatException($"The answer of CreateFleet is an object, not {answer.ValueKind}.");
        return new([.. Items(answer, "Instances").SelectMany(InstancesOf)], [.. Items(answer, "Errors").Select(ErrorOf)]);
    }

    private static IEnumerable<FleetInstance> InstancesOf(JsonElement item)
    {
        var overrides = OverridesOf(item);
        var type = item.TextOrNull("InstanceType") ?? overrides?.TextOrNull("InstanceType");
        foreach (var id in item.Member("InstanceIds").EnumerateArray())
            yield return new(id.GetString()!, type, overrides?.TextOrNull("SubnetId"), overrides?.TextOrNull("AvailabilityZone"), IsSpot(item));
    }

    private static LaunchError ErrorOf(JsonElement item)
    {
        var (error, overrides) = (LaunchErrors.OfFleet(item.TextOrNull("ErrorCode"), item.TextOrNull("ErrorMessage")), OverridesOf(item));
        return error with
        {
            InstanceType = overrides?.TextOrNull("InstanceType") ?? error.InstanceType,
            Subnet = overrides?.TextOrNull("SubnetId"),
            Zone = overrides?.TextOrNull("AvailabilityZone") ?? error.Zone,
            Spot = IsSpot(item),
        };
    }

    private static IEnumerable<JsonElement> Items(JsonElement answer, string name) => answer.Find(name) is { } list ? list.EnumerateArray() : [];

    private static JsonElement? OverridesOf(JsonElement item) => item.Find("LaunchTemplateAndOverrides")?.Find("Overrides");

    private static bool? IsSpot(JsonElement item) => item.TextOrNull("Lifecycle") is { } lifecycle ? lifecycle == "spot" : null;
}

/// <summary>An instance that a fleet launched.</summary>
/// <param name="Id">Its id.</param>
/// <param name="InstanceType">Its type; null: not said.</param>
/// <param name="Subnet">Its subnet; null: not said.</param>
/// <param name="Zone">Its availability zone; null: not said.</param>
/// <param name="Spot">Whether it is spot; null: not said.</param>
public sealed record FleetInstance(string Id, string? InstanceType, string? Subnet, string? Zone, bool? Spot);
