using System.Text.Json.Nodes;
using Muster.Aws.Contracts;

namespace Muster.Infra.Machines;

/// <summary>Answers a check: the way to the spoke and back is whole, and these are its quotas.</summary>
internal static class CheckDefinition
{
    /// <summary>
    /// The quotas of vCPUs that fleets run into: on demand and spot, of standard, G and VT, and P instances. Source: Service Quotas console, Amazon EC2, 2026-11.
    /// </summary>
    public static IReadOnlyList<string> Quotas { get; } = ["L-1216C47A", "L-34B43A08", "L-DB2E81BA", "L-3819A6DF", "L-417A185B", "L-7212CCBC"];

    private const string Read = "Read the quotas";
    private const string Tell = "Tell that the spoke is there";
    private const string TellWithout = "Tell that it is there, without quotas";

    /// <summary>The machine.</summary>
    public static Definition Of(SpokePlace place) => new Definition("Answers a check with the spoke's quotas.")
        .Add("Which quotas", State.Pass(new()
        {
            ["check.$"] = "$.check",
            ["sentAt.$"] = "$.sentAt",
            ["wanted"] = new JsonArray([.. Quotas.Select(code => (JsonNode)new JsonObject { ["code"] = code })]),
        }).Then(Read))
        .Add(Read, State.Map("$.wanted", ReadOne(), atOnce: 2).KeptAt("$.quotas").OrElse(TellWithout).Then(Tell))
        .Add(Tell, Answer(place, "quotas.$", "$.quotas"))
        .Add(TellWithout, Answer(place, "failure.$", "$.failure"));

    private static Definition ReadOne() => new Definition("").Add("Read a quota", State
        .Call("servicequotas:getServiceQuota", new() { ["ServiceCode"] = "ec2", ["QuotaCode.$"] = "$.code" })
        .Taking(new() { ["code.$"] = "$.Quota.QuotaCode", ["name.$"] = "$.Quota.QuotaName", ["value.$"] = "$.Quota.Value" })
        .Retrying(Retries.OfCalls()).End());

    private static JsonObject Answer(SpokePlace place, string field, string path)
    {
        var detail = new JsonObject { ["check.$"] = "$.check", ["sentAt.$"] = "$.sentAt", [field] = path };
        if (field != "quotas.$")
            detail["quotas"] = new JsonArray();
        return place.Tell(PlatformEvents.CheckAnswered, detail).End();
    }
}
