using System.Text.Json;

namespace Muster.Operations;

/// <summary>Reads the metrics of a result object: nested objects become dotted names, lists stay one value.</summary>
internal static class MetricReader
{
    /// <summary>The metrics in their order, each name once: a repeated one has <c>#2</c>, <c>#3</c> … after it.</summary>
    /// <param name="json">The result object.</param>
    /// <param name="names">How metrics are shown.</param>
    public static IReadOnlyList<ResultField> Read(string json, ResultNames names)
    {
        using var document = JsonDocument.Parse(json);
        var fields = new List<ResultField>();
        Flatten(document.RootElement, "", fields, names);
        return fields;
    }

    private static void Flatten(JsonElement element, string path, List<ResultField> fields, ResultNames names)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (property.Value.ValueKind == JsonValueKind.Object)
                Flatten(property.Value, name, fields, names);
            else
                fields.Add(new(Unused(names.Metric(name), fields), property.Value.GetRawText()));
        }
    }

    private static string Unused(string name, List<ResultField> fields)
    {
        var (unused, number) = (name, 1);
        while (fields.Exists(field => field.Name == unused))
            unused = $"{name}#{++number}";
        return unused;
    }
}
