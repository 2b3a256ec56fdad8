using System.Text.Json.Nodes;

namespace Muster.Testing.Platform.Ec2;

/// <summary><c>CreateFleet</c> of type <c>instant</c>. Source: Amazon EC2 API reference, CreateFleet, 2026-11.</summary>
internal sealed class FleetCalls(Ec2Place place)
{
    private const int MostOverrides = 300;
    private readonly Dictionary<string, (string Request, JsonObject Answer)> byToken = new(StringComparer.Ordinal);
    private int made;

    public JsonObject Create(JsonObject parameters, List<Action> told)
    {
        if ((string?)parameters["ClientToken"] is not { } token)
            return Launch(parameters, told);
        var request = parameters.ToJsonString();
        if (byToken.TryGetValue(token, out var before))
            return before.Request == request ? before.Answer.DeepClone().AsObject() : throw Ec2Errors.Of("IdempotentParameterMismatch");
        var answer = Launch(parameters, told);
        byToken[token] = (request, answer);
        return answer.DeepClone().AsObject();
    }

    private JsonObject Launch(JsonObject parameters, List<Action> told)
    {
        var offers = Offers(parameters);
        var target = parameters["TargetCapacitySpecification"]!;
        var wanted = (int)target["TotalTargetCapacity"]!;
        if ((string?)parameters["Type"] != "instant" || wanted < 1)
            throw Ec2Errors.Of("InvalidParameterValue", $"Type '{(string?)parameters["Type"]}' with a target of {wanted}: here only instant fleets of 1 or more are served.");
        var got = new List<(Wish Wish, FakeInstance Instance)>();
        var errors = new List<(Wish Wish, string Code)>();
        var left = offers.ToList();
        while (got.Count < wanted && left.Count > 0)
        {
            // Price and capacity decide at EC2; to the caller it is chance.
            var wish = left[(int)(place.Chance() * left.Count)];
            if (place.Weather.Capacity(wish.Offer) > place.All.Count(each => each.IsAlive && each.Offer == wish.Offer))
            {
                got.Add((wish, place.New(wish.Offer, Tags(parameters), place.Now)));
                continue;
            }

            errors.Add((wish, place.Weather.Shortage(wish.Offer)));
            left.Remove(wish);
        }

        if (got.Count == 0 && place.Weather.ThrowsShortage)
            throw Ec2Errors.Of(errors[0].Code, errors[0].Wish.Offer.Type, errors[0].Wish.Offer.Zone);
        foreach (var (_, instance) in got)
            told.Add(() => Begin(instance));
        return Answer(got, errors);
    }

    private void Begin(FakeInstance instance)
    {
        place.Announce(instance, "pending");
        place.MoveAfterBoot(instance.Id, "running");
    }

    private JsonObject Answer(List<(Wish Wish, FakeInstance Instance)> got, List<(Wish Wish, string Code)> errors) => new()
    {
        ["FleetId"] = $"fleet-{++made:x8}",
        ["Errors"] = new JsonArray([.. errors.Select(error => new JsonObject
        {
            ["ErrorCode"] = error.Code,
            ["ErrorMessage"] = Ec2Errors.Message(error.Code, error.Wish.Offer.Type, error.Wish.Offer.Zone),
            ["LaunchTemplateAndOverrides"] = error.Wish.Told.DeepClone(),
            ["Lifecycle"] = Lifecycle(error.Wish.Offer),
        })]),
        ["Instances"] = new JsonArray([.. got.GroupBy(each => each.Wish).Select(group => new JsonObject
        {
            ["InstanceIds"] = new JsonArray([.. group.Select(each => JsonValue.Create(each.Instance.Id))]),
            ["InstanceType"] = group.Key.Offer.Type,
            ["LaunchTemplateAndOverrides"] = group.Key.Told.DeepClone(),
            ["Lifecycle"] = Lifecycle(group.Key.Offer),
        })]),
    };

    private static string Lifecycle(OfferKey offer) => offer.Spot ? "spot" : "on-demand";

    private List<Wish> Offers(JsonObject parameters)
    {
        var spot = (string?)parameters["TargetCapacitySpecification"]!["DefaultTargetCapacityType"] != "on-demand";
        var wishes = new List<Wish>();
        foreach (var config in parameters["LaunchTemplateConfigs"]!.AsArray())
        {
            var template = config!["LaunchTemplateSpecification"] ?? throw Ec2Errors.Of("InvalidParameterValue", "A launch template is needed.");
            var name = (string?)template["LaunchTemplateName"] ?? (string?)template["LaunchTemplateId"] ?? "";
            if (place.Weather.Templates is { } known && !known.Contains(name))
                throw Ec2Errors.Of("InvalidLaunchTemplateName.NotFoundException", name);
            foreach (var over in config["Overrides"]?.AsArray() ?? [])
                wishes.Add(WishOf(template, over!.AsObject(), spot));
        }

        if (wishes.Count is 0 or > MostOverrides)
            throw Ec2Errors.Of("InvalidParameterValue", $"The fleet has {wishes.Count} overrides; allowed: 1 to {MostOverrides}.");
        if (wishes.DistinctBy(wish => wish.Offer).Count() < wishes.Count)
            throw Ec2Errors.Of("InvalidParameterValue", "The fleet configuration contains duplicate instance pools");
        return wishes;
    }

    private Wish WishOf(JsonNode template, JsonObject over, bool spot)
    {
        var (type, subnet) = ((string)over["InstanceType"]!, (string?)over["SubnetId"]);
        if (subnet is null || !place.Catalogue.Subnets.TryGetValue(subnet, out var zone))
            throw Ec2Errors.Of("InvalidSubnetID.NotFound", subnet ?? "");
        var told = new JsonObject { ["LaunchTemplateSpecification"] = template.DeepClone(), ["Overrides"] = over.DeepClone() };
        return new(new(type, subnet, zone, spot), told);
    }

    private static Dictionary<string, string> Tags(JsonObject parameters) => (parameters["TagSpecifications"]?.AsArray() ?? [])
        .Where(spec => (string?)spec!["ResourceType"] == "instance")
        .SelectMany(spec => spec!["Tags"]!.AsArray())
        .ToDictionary(tag => (string)tag!["Key"]!, tag => (string)tag!["Value"]!, StringComparer.Ordinal);

    private sealed record Wish(OfferKey Offer, JsonObject Told);
}
