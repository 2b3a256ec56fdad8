using System.Text.Json.Nodes;
using Muster.Specs.Queues;

namespace Muster.Specs.Schema;

/// <summary>
/// The JSON Schema (draft 2020-12) of queue files in YAML and JSON, made from what the reader itself goes by: <see cref="QueueTable"/>,
/// <see cref="JobTable"/> and the settings' types. It refuses no file that the reader takes. What must hold between jobs (ids, dependencies,
/// cycles) and other things that a schema cannot tell, it lets pass.
/// </summary>
public static class QueueSchema
{
    /// <summary>A new copy of the schema.</summary>
    public static JsonObject Build() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "Queue file of Muster",
        ["description"] = "Jobs that wait for each other.",
        ["type"] = "object",
        ["properties"] = new JsonObject(QueueTable.Settings.Keys.Select(SettingSchema.Reference)),
        ["additionalProperties"] = false,
        ["required"] = new JsonArray("jobs"),
        ["$defs"] = SettingSchema.Definitions(QueueTable.Settings),
    };
}
