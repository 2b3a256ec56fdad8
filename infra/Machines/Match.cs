using System.Text.Json.Nodes;

namespace Muster.Infra.Machines;

/// <summary>The rules of choices.</summary>
internal static class Match
{
    /// <summary>A text is a certain one.</summary>
    public static JsonObject Equal(string path, string text, string? next = null) => Test(path, "StringEquals", text, next);

    /// <summary>A text is another.</summary>
    public static JsonObject Differs(string path, string text, string next) => new() { ["Not"] = Equal(path, text), ["Next"] = next };

    /// <summary>A number is above another.</summary>
    public static JsonObject Above(string path, int number, string next) => Test(path, "NumericGreaterThan", number, next);

    /// <summary>A time is not before another, and both are times.</summary>
    public static JsonObject NotBefore(string path, string other, string? next = null) => Test(path, "TimestampGreaterThanEqualsPath", other, next);

    /// <summary>Something is there.</summary>
    public static JsonObject Present(string path, string? next = null) => Test(path, "IsPresent", true, next);

    /// <summary>A text is there, and is not empty.</summary>
    public static JsonObject Filled(string path, string next) => All(next, Present(path), Test(path, "IsString", true, null), Test(path, "StringGreaterThan", "", null));

    /// <summary>All of them hold.</summary>
    public static JsonObject All(string next, params JsonObject[] rules) => new() { ["And"] = new JsonArray([.. rules]), ["Next"] = next };

    private static JsonObject Test(string path, string operation, JsonNode value, string? next)
    {
        var rule = new JsonObject { ["Variable"] = path, [operation] = value };
        if (next is not null)
            rule["Next"] = next;
        return rule;
    }
}
