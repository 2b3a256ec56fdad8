using System.Text.Json.Nodes;
using Muster.Aws.Contracts;

namespace Muster.Infra.Machines;

/// <summary>
/// Launches a fleet, once. That it is an instant one the machine says itself: no order can make it last. It does not try again; the hub does, under
/// the same token, and so nothing is launched long after <c>notAfter</c>.
/// </summary>
internal static class LaunchDefinition
{
    private const string LaunchSpot = "Launch a spot fleet";
    private const string LaunchOnDemand = "Launch a fleet on demand";
    private const string TellAnswer = "Tell what EC2 answered";
    private const string TellFailure = "Tell that EC2 refused";
    private const string RefuseForeign = "Refuse what another deployment asks";
    private const string RefuseLate = "Refuse what comes too late";

    /// <summary>The machine.</summary>
    public static Definition Of(SpokePlace place) => new Definition("Launches a fleet by CreateFleet, and tells what came of it.")
        // A time that cannot be read is not "no limit": it is refused like one that has passed.
        .Add("Is it for us, and in time", State.Choice(RefuseLate,
            place.IsOfAnother(RefuseForeign),
            Match.All(LaunchSpot, InTime(), Match.Present("$.request.SpotOptions")),
            Match.All(LaunchOnDemand, InTime(), Match.Present("$.request.OnDemandOptions"))))
        .Add(LaunchSpot, Launch("SpotOptions"))
        .Add(LaunchOnDemand, Launch("OnDemandOptions"))
        .Add(TellAnswer, Tell(place, "answer.$", "$.answer"))
        .Add(TellFailure, Tell(place, "failure.$", "$.failure"))
        .Add(RefuseForeign, Tell(place, "refused.$", $"States.Format('The order is for the deployment {{}}; this is {place.Deployment}.', $.deployment)"))
        .Add(RefuseLate, Tell(place, "refused.$", "States.Format('The order came at {}, and nothing may be launched for it after {}.', $$.Execution.StartTime, $.notAfter)"));

    private static JsonObject InTime() => Match.NotBefore("$.notAfter", "$$.Execution.StartTime");

    private static JsonObject Launch(string market) => State.Call("ec2:createFleet", new()
    {
        ["Type"] = "instant",
        ["ClientToken.$"] = "$.request.ClientToken",
        ["LaunchTemplateConfigs.$"] = "$.request.LaunchTemplateConfigs",
        ["TargetCapacitySpecification.$"] = "$.request.TargetCapacitySpecification",
        [$"{market}.$"] = $"$.request.{market}",
        ["TagSpecifications.$"] = "$.request.TagSpecifications",
    }, seconds: 60).KeptAt("$.answer").OrElse(TellFailure).Then(TellAnswer);

    private static JsonObject Tell(SpokePlace place, string field, string value) =>
        place.Tell(PlatformEvents.LaunchAnswered, new() { ["run.$"] = "$.run", ["fleet.$"] = "$.fleet", [field] = value }).End();
}
