using System.Text.Json.Nodes;

namespace Muster.Tests.Infra;

/// <summary>A state of a machine, wherever in it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">It.</param>
internal sealed record AslState(string Name, JsonObject State)
{
    /// <summary>Its type, such as <c>Task</c>.</summary>
    public string Kind => State["Type"]!.GetValue<string>();

    /// <summary>What it calls; null: nothing.</summary>
    public string? Calls => State["Resource"]?.GetValue<string>();

    /// <summary>The states of a machine, those of its parts, too.</summary>
    public static IEnumerable<AslState> All(JsonObject machine) => machine["States"]!.AsObject().SelectMany(state =>
    {
        var own = state.Value!.AsObject();
        return Parts(own).SelectMany(All).Prepend(new(state.Key, own));
    });

    private static IEnumerable<JsonObject> Parts(JsonObject state) =>
        state["ItemProcessor"] is { } each ? [each.AsObject()] : state["Branches"] is { } branches ? branches.AsArray().Select(branch => branch!.AsObject()) : [];
}
