using System.Text.Json.Nodes;

namespace Muster.Infra.Machines;

/// <summary>What states have in common, to be read as sentences.</summary>
internal static class StateParts
{
    /// <summary>What follows.</summary>
    public static JsonObject Then(this JsonObject state, string next) => state.With("Next", next);

    /// <summary>Nothing follows.</summary>
    public static JsonObject End(this JsonObject state) => state.With("End", true);

    /// <summary>What of the input it sees.</summary>
    public static JsonObject Of(this JsonObject state, string path) => state.With("InputPath", path);

    /// <summary>Where its result is kept in the input.</summary>
    public static JsonObject KeptAt(this JsonObject state, string path) => state.With("ResultPath", path);

    /// <summary>Its result is of no use: the input goes on as it was.</summary>
    public static JsonObject KeptNowhere(this JsonObject state) => state.With("ResultPath", null);

    /// <summary>What is taken of its result.</summary>
    public static JsonObject Taking(this JsonObject state, JsonObject selector) => state.With("ResultSelector", selector);

    /// <summary>What each item of a map is made of.</summary>
    public static JsonObject Selecting(this JsonObject state, JsonObject selector) => state.With("ItemSelector", selector);

    /// <summary>When it is tried again.</summary>
    public static JsonObject Retrying(this JsonObject state, JsonArray retries) => state.With("Retry", retries);

    /// <summary>What follows when it failed, with what happened at <c>$.failure</c>.</summary>
    public static JsonObject OrElse(this JsonObject state, string next) => state.Catching("States.ALL", next, "$.failure");

    /// <summary>What follows when it failed in whatever way, which is forgotten.</summary>
    public static JsonObject InAnyCase(this JsonObject state, string next) => state.Catching("States.ALL", next, null).Then(next);

    /// <summary>What follows one error, which is forgotten. To be named before <see cref="OrElse"/>.</summary>
    public static JsonObject Unless(this JsonObject state, string error, string next) => state.Catching(error, next, null);

    private static JsonObject Catching(this JsonObject state, string error, string next, string? path)
    {
        var catchers = state["Catch"]?.AsArray() ?? [];
        catchers.Add((JsonNode)new JsonObject { ["ErrorEquals"] = new JsonArray(error), ["Next"] = next, ["ResultPath"] = path });
        return state["Catch"] is null ? state.With("Catch", catchers) : state;
    }

    private static JsonObject With(this JsonObject state, string field, JsonNode? value)
    {
        state.Add(field, value);
        return state;
    }
}
