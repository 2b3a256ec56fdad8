using System.Text.Json;
using Muster.Units;

namespace Muster.Resources;

/// <summary>The canonical JSON of what is needed of a machine, under the sweep file's own keys.</summary>
internal static class ResourceJson
{
    public static void Write(Utf8JsonWriter writer, ResourceRequest resources)
    {
        writer.WriteStartObject();
        writer.WriteNumber("cpus", CanonicalNumber.Of(resources.Cpus));
        if (resources.MemoryBytes is { } memory) writer.WriteString("memory", MemorySize.Format(memory));
        writer.WriteNumber("gpus", resources.Gpus);
        writer.WriteEndObject();
    }

    public static ResourceRequest Read(JsonElement json) => json.EnumerateObject().Aggregate(ResourceRequest.Default, With);

    private static ResourceRequest With(ResourceRequest resources, JsonProperty property) => property.Name switch
    {
        "cpus" => resources with { Cpus = property.Value.GetDecimal() },
        "memory" => resources with { MemoryBytes = MemorySize.Parse(property.Value.GetString()!) },
        "gpus" => resources with { Gpus = property.Value.GetInt32() },
        _ => throw new JsonException($"It has the unknown key 'resources.{property.Name}'."),
    };
}
