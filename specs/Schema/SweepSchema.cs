using System.Text.Json.Nodes;
using Muster.Specs.Files;
using Muster.Specs.Keys;
using Muster.Specs.Sweeps;

namespace Muster.Specs.Schema;

/// <summary>
/// The JSON Schema (draft 2020-12) of sweep files in YAML and JSON, made from what the reader itself goes by: <see cref="SweepTable"/>,
/// the settings' types, and the rules of parameters' names. It refuses no file that the reader takes. What a schema cannot tell
/// (misspelt settings among parameters, keys given twice, what must hold between settings, other files), it lets pass.
/// </summary>
public static class SweepSchema
{
    /// <summary>A new copy of the schema.</summary>
    public static JsonObject Build() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "Sweep file of Muster",
        ["description"] = "What to run, and over which parameters.",
        ["$comment"] = $"Reserved for later versions, and refused today: {string.Join(", ", SweepTable.Reserved)}.",
        ["type"] = "object",
        ["properties"] = new JsonObject([.. Structure(), .. SweepTable.SettingKeys.Select(SettingSchema.Reference)]),
        ["additionalProperties"] = false,
        ["allOf"] = new JsonArray(WhatToRun(), SomePoints()),
        ["$defs"] = SettingSchema.Definitions(SweepTable.Settings),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Structure() =>
    [
        new("defaults", Defaults()),
        new("params", Params()),
        new("grid", Grid()),
    ];

    private static JsonObject Defaults() => Named(
        "Parameters that every point has unless it gives its own; settings may stand here too.", NamePlace.Defaults, SweepTable.SettingKeys, true);

    private static JsonObject Params() => new()
    {
        ["description"] = $"A list of rows, one point each; or the path of a file that holds them, whose name ends in {string.Join(", ", RowInput.Endings)}.",
        ["type"] = new JsonArray("array", "string"),
        ["items"] = Named(
            "A point: its parameters, and where it runs.", NamePlace.Row, SweepTable.All.Where(setting => setting.StandsInRows).Select(setting => setting.Key), true),
        ["pattern"] = $@"\.({string.Join('|', RowInput.Endings.Select(ending => ending.TrimStart('.')))})$",
    };

    private static JsonObject Grid()
    {
        var axis = new JsonObject { ["type"] = "array", ["minItems"] = 1 };
        var grid = Named("Lists of values by parameter. Every combination is a point; the last list varies fastest.", NamePlace.Grid, [], axis);
        grid["minProperties"] = 1;
        return grid;
    }

    /// <summary>A map in which parameters of any name may stand, but for those that would be settings elsewhere.</summary>
    private static JsonObject Named(string description, NamePlace where, IEnumerable<string> settings, JsonNode value)
    {
        var known = settings.ToHashSet(StringComparer.Ordinal);
        var refused = SweepTable.Reserved.Concat(SweepTable.TopKeys).Concat(SweepTable.All.Select(setting => setting.Name)).Distinct()
            .Where(key => !known.Contains(key) && ParameterNames.IsRefused(key, where));
        return new()
        {
            ["description"] = $"{description} A parameter that is named like a setting is written 'param:NAME'.",
            ["type"] = "object",
            ["properties"] = new JsonObject([.. known.Select(SettingSchema.Reference), .. refused.Select(key => KeyValuePair.Create<string, JsonNode?>(key, false))]),
            ["propertyNames"] = new JsonObject { ["pattern"] = ParameterNames.Pattern },
            ["additionalProperties"] = value,
        };
    }

    /// <summary>Exactly one of command, script and jobs, at the top level or in the defaults.</summary>
    private static JsonObject WhatToRun()
    {
        string[] ways = ["command", "script", "jobs"];
        return new() { ["oneOf"] = new JsonArray([.. ways.Select(Has), .. ways.Select(way => Has("defaults", new() { ["type"] = "object", ["required"] = new JsonArray(way) }))]) };
    }

    private static JsonObject SomePoints() =>
        new() { ["anyOf"] = new JsonArray(Has("params", new() { ["minItems"] = 1 }), Has("grid")) };

    private static JsonObject Has(string key) => new() { ["required"] = new JsonArray(key) };

    private static JsonObject Has(string key, JsonObject value)
    {
        var has = Has(key);
        has["properties"] = new JsonObject { [key] = value };
        return has;
    }
}
