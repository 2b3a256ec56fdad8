using System.Text.Json.Nodes;
using Muster.Aws.Contracts;

namespace Muster.Infra.Machines;

/// <summary>
/// Lists the deployment's instances in small pages, reduced to what the hub needs. A page that cannot be read ends the execution: what was not
/// read is not told, and a listing without its last page settles nothing.
/// </summary>
internal static class ListDefinition
{
    /// <summary>Instances in a page: a description has some 6 KB, and a state holds 256 KB (Step Functions quotas, 2026-11).</summary>
    public const int PageSize = 20;

    private const string First = "List the first page";
    private const string More = "List the next page";
    private const string Anybody = "Is anybody on the page";
    private const string Keep = "Keep what the hub needs";
    private const string Nobody = "Nobody is on the page";
    private const string Another = "Is there another page";
    private const string Tell = "Tell the page";
    private const string Turn = "Turn the page";
    private const string TellLast = "Tell the last page";

    /// <summary>The machine.</summary>
    public static Definition Of(SpokePlace place) => new Definition("Lists the deployment's instances, page by page.")
        .Add("Begin with page 0", State.Pass(new() { ["listing.$"] = "$.listing", ["page"] = 0 }).Then(First))
        .Add(First, List(place, again: false))
        .Add(More, List(place, again: true))
        .Add(Anybody, State.Choice(Nobody, Match.Present("$.found.Reservations[0]", Keep)))
        .Add(Keep, State.Map("$", new Definition("").Add("Id, time, state and tags", State.Pass().End()), atOnce: PageSize)
            .Of("$.found.Reservations[*].Instances[*]")
            .Selecting(new()
            {
                ["id.$"] = "$$.Map.Item.Value.InstanceId",
                ["launchTime.$"] = "$$.Map.Item.Value.LaunchTime",
                ["state.$"] = "$$.Map.Item.Value.State.Name",
                ["tags.$"] = "$$.Map.Item.Value.Tags",
            }).KeptAt("$.instances").Then(Another))
        .Add(Nobody, new JsonObject { ["Type"] = "Pass", ["Result"] = new JsonArray() }.KeptAt("$.instances").Then(Another))
        .Add(Another, State.Choice(TellLast, Match.Filled("$.found.NextToken", Tell)))
        .Add(Tell, Page(place, last: false).Then(Turn))
        .Add(Turn, State.Pass(new()
        {
            ["listing.$"] = "$.listing",
            ["page.$"] = "States.MathAdd($.page, 1)",
            ["next.$"] = "$.found.NextToken",
        }).Then(More))
        .Add(TellLast, Page(place, last: true).End());

    private static JsonObject List(SpokePlace place, bool again)
    {
        var parameters = new JsonObject
        {
            ["Filters"] = new JsonArray(new JsonObject { ["Name"] = $"tag:{PlatformTags.Deployment}", ["Values"] = new JsonArray(place.Deployment) }),
            ["MaxResults"] = PageSize,
        };
        if (again)
            parameters["NextToken.$"] = "$.next";
        return State.Call("ec2:describeInstances", parameters).KeptAt("$.found").Retrying(Retries.OfCalls()).Then(Anybody);
    }

    private static JsonObject Page(SpokePlace place, bool last) => place.Tell(PlatformEvents.PageListed, new()
    {
        ["listing.$"] = "$.listing",
        ["page.$"] = "$.page",
        ["last"] = last,
        ["instances.$"] = "$.instances",
    });
}
