using System.Text.Json.Nodes;
using Muster.Specs.Keys;
using Muster.Units;

namespace Muster.Specs.Schema;

/// <summary>JSON Schemas of settings, made from their tables.</summary>
internal static class SettingSchema
{
    /// <summary>The properties that refer to the definitions of their keys.</summary>
    public static KeyValuePair<string, JsonNode?> Reference(string key) => new(key, new JsonObject { ["$ref"] = $"#/$defs/{key}" });

    /// <summary>The definitions of all keys of a table.</summary>
    public static JsonObject Definitions<TSpec>(SettingTable<TSpec> table) =>
        new(table.Keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key, Definition(table, key))));

    /// <summary>A map that may hold all the settings of a table and nothing else.</summary>
    public static JsonObject Map<TSpec>(string description, SettingTable<TSpec> table) => new()
    {
        ["description"] = description,
        ["type"] = "object",
        ["properties"] = Definitions(table),
        ["additionalProperties"] = false,
    };

    private static JsonObject Definition<TSpec>(SettingTable<TSpec> table, string key) => table.Find(key) is { } setting ? Of(setting) : new()
    {
        ["description"] = $"Settings of {key}.",
        ["type"] = "object",
        ["properties"] = new JsonObject(table.In(key).Select(name => KeyValuePair.Create<string, JsonNode?>(name, Of(table.Find($"{key}.{name}")!)))),
        ["additionalProperties"] = false,
    };

    private static JsonObject Of(Setting setting)
    {
        var schema = setting.Schema();
        var rows = setting.StandsInRows ? " Rows may have their own." : "";
        var here = setting.ActsHere ? "" : " It has no effect on this machine.";
        schema.Insert(0, "description", $"{setting.Meaning} It must be {setting.Allowed}. Default: {setting.Default}.{rows}{here}");
        if (DefaultOf(setting, schema) is { } value) schema["default"] = value;
        return schema;
    }

    /// <summary>The default as a value; null where it is told in words.</summary>
    private static JsonNode? DefaultOf(Setting setting, JsonObject schema) => (string?)(schema["type"] as JsonValue) switch
    {
        "boolean" or "integer" or "number" when double.TryParse(setting.Default, out _) || bool.TryParse(setting.Default, out _) => JsonNode.Parse(setting.Default),
        "string" when (schema["enum"] as JsonArray)?.Any(word => (string?)word == setting.Default) == true => setting.Default,
        "string" when Duration.TryParse(setting.Default, out _) => setting.Default,
        _ => null,
    };
}
