using System.Text.Json.Nodes;
using Muster.Aws.Contracts;

namespace Muster.Infra.Machines;

/// <summary>Ends, stops or hibernates instances. Its role may do so only with what carries the deployment's tag and was launched by it.</summary>
internal static class ActDefinition
{
    private const string Terminate = "Terminate them";
    private const string Stop = "Stop them";
    private const string Hibernate = "Hibernate them";
    private const string TellDone = "Tell that it is done";
    private const string TellFailed = "Tell that it failed";
    private const string Foreign = "It is for another deployment";
    private const string Unknown = "Nobody knows such an act";

    /// <summary>The machine.</summary>
    public static Definition Of(SpokePlace place) => new Definition("Terminates, stops or hibernates instances.")
        .Add("What is asked", State.Choice(Unknown,
            place.IsOfAnother(Foreign),
            Match.Equal("$.act", "terminate", Terminate),
            Match.Equal("$.act", "stop", Stop),
            Match.Equal("$.act", "hibernate", Hibernate)))
        .Add(Terminate, Act("ec2:terminateInstances"))
        .Add(Stop, Act("ec2:stopInstances"))
        .Add(Hibernate, Act("ec2:stopInstances", hibernate: true))
        .Add(TellDone, Tell(place))
        .Add(TellFailed, Tell(place, failed: true))
        .Add(Foreign, State.Succeed())
        .Add(Unknown, State.Fail("UnknownAct", "An order asks for an act that is none of terminate, stop and hibernate."));

    private static JsonObject Act(string action, bool hibernate = false)
    {
        var parameters = new JsonObject { ["InstanceIds.$"] = "$.instances" };
        if (hibernate)
            parameters["Hibernate"] = true;
        return State.Call(action, parameters).KeptNowhere().Retrying(Retries.OfCalls()).OrElse(TellFailed).Then(TellDone);
    }

    private static JsonObject Tell(SpokePlace place, bool failed = false)
    {
        var detail = new JsonObject { ["act.$"] = "$.act", ["instances.$"] = "$.instances" };
        if (failed)
            detail["failure.$"] = "$.failure";
        return place.Tell(PlatformEvents.ActAnswered, detail).End();
    }
}
