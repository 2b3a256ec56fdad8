using System.Text.Json.Nodes;
using Muster.Aws.Contracts;

namespace Muster.Infra.Machines;

/// <summary>The states that read one kind of a catalogue, page by page, and tell each page.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Kind">The kind, as the hub knows it; it is in the states' names.</param>
/// <param name="Action">What describes them.</param>
/// <param name="Items">Where the items are in what that answers.</param>
/// <param name="Parameters">What it is asked.</param>
internal sealed record CataloguePages(SpokePlace Place, string Kind, string Action, string Items, JsonObject Parameters)
{
    /// <summary>Where it begins.</summary>
    public string FirstState => $"Begin with page 0 of {Kind}";

    private string First => $"Describe the first {Kind}";

    private string More => $"Describe more {Kind}";

    private string Another => $"Are there more {Kind}";

    private string TellPage => $"Tell a page of {Kind}";

    private string Turn => $"Turn the page of {Kind}";

    private string TellLast => $"Tell the last page of {Kind}";

    /// <summary>Adds the states.</summary>
    /// <param name="definition">The machine.</param>
    /// <param name="after">What follows the last page.</param>
    public void AddTo(Definition definition, string after) => definition
        .Add(FirstState, State.Pass(new() { ["page"] = 0 }).Then(First))
        .Add(First, Describe(again: false))
        .Add(Another, State.Choice(TellLast, Match.Filled("$.found.NextToken", TellPage)))
        .Add(TellPage, Tell(Place, Kind, last: false, ("page.$", "$.page"), ("items.$", $"$.found.{Items}")).Then(Turn))
        .Add(Turn, State.Pass(new() { ["page.$"] = "States.MathAdd($.page, 1)", ["next.$"] = "$.found.NextToken" }).Then(More))
        .Add(More, Describe(again: true))
        .Add(TellLast, Tell(Place, Kind, last: true, ("page.$", "$.page"), ("items.$", $"$.found.{Items}")).Then(after));

    /// <summary>A state that tells a page.</summary>
    public static JsonObject Tell(SpokePlace place, string kind, bool last, params (string Name, JsonNode Value)[] page)
    {
        var detail = new JsonObject { ["catalogue.$"] = "$$.Execution.Name", ["kind"] = kind, ["last"] = last };
        foreach (var (name, value) in page)
            detail[name] = value;
        return place.Tell(PlatformEvents.CataloguePage, detail);
    }

    private JsonObject Describe(bool again)
    {
        var parameters = Parameters.DeepClone().AsObject();
        if (again)
            parameters["NextToken.$"] = "$.next";
        return State.Call(Action, parameters).KeptAt("$.found").Retrying(Retries.OfCalls()).Then(Another);
    }
}
