using System.Text.Json;
using System.Text.Json.Nodes;

namespace Muster.Testing.Platform.Shapes;

/// <summary>Walks through parameters beside the shape that the service's model gives them.</summary>
/// <param name="shapes">The model's shared shapes.</param>
/// <param name="anyJson">Places where any JSON may stand for a text.</param>
/// <param name="problems">Where to note what is wrong.</param>
internal sealed class ShapeWalk(JsonObject shapes, IReadOnlySet<string> anyJson, List<string> problems)
{
    private const string Reference = ".$";

    public void Structure(JsonObject shape, JsonNode? value, string where)
    {
        if (value is not JsonObject members)
        {
            problems.Add($"{where} is {Short(value)}; allowed: an object.");
            return;
        }

        var known = (shape["members"]?.AsObject() ?? []).ToDictionary(member => Capitalised(member.Key), member => member.Value!.AsObject(), StringComparer.Ordinal);
        foreach (var (name, below) in members)
        {
            var plain = name.EndsWith(Reference, StringComparison.Ordinal) ? name[..^Reference.Length] : name;
            if (!known.TryGetValue(plain, out var member))
                problems.Add($"{where} has '{plain}'; {Nearest(plain, known.Keys)}");
            else if (plain == name)
                Value(member, below, $"{where}.{plain}");
        }

        foreach (var required in shape["required"]?.AsArray() ?? [])
        {
            var name = Capitalised((string)required!);
            if (!members.ContainsKey(name) && !members.ContainsKey(name + Reference))
                problems.Add($"{where} has no '{name}', which is required.");
        }
    }

    private void Value(JsonObject member, JsonNode? value, string where)
    {
        var shape = (string?)member["shape"] is { } shared ? shapes[shared]!.AsObject() : member;
        if (anyJson.Contains(where))
            return;
        switch ((string?)shape["type"] ?? "string")
        {
            case "structure":
                Structure(shape, value, where);
                break;
            case "list" when value is JsonArray items:
                foreach (var item in items)
                    Value(shape["member"]!.AsObject(), item, $"{where}[]");
                break;
            case "map" when value is JsonObject entries:
                foreach (var (key, entry) in entries)
                    Value(shape["value"]!.AsObject(), entry, $"{where}.{key}");
                break;
            case var type when !IsOf(type, value):
                problems.Add($"{where} is {Short(value)}; allowed: {type}.");
                break;
        }
    }

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("string" or "timestamp" or "blob" or "character", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("double" or "float", JsonValueKind.Number) => true,
        ("integer" or "long", JsonValueKind.Number) => value!.GetValue<JsonElement>() is var number && number.TryGetInt64(out _),
        _ => false,
    };

    private static string Capitalised(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Nearest(string name, IEnumerable<string> known) =>
        known.FirstOrDefault(each => each.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } other
            ? $"it is written '{other}'."
            : $"known: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";

    private static string Short(JsonNode? value) => value?.ToJsonString() is { } text ? text.Length > 60 ? text[..60] + "…" : text : "null";
}
