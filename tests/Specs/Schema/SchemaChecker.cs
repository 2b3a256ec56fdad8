using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Muster.Tests.Specs.Schema;

/// <summary>Checks values against a JSON Schema of the few keywords that ours uses; any other keyword is an exception, so that none is overlooked.</summary>
internal sealed class SchemaChecker(JsonNode root)
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(5);

    /// <summary>The places, as JSON pointers, of what is wrong with a value, each with the keyword that says so; empty when nothing is.</summary>
    public IReadOnlyList<string> Check(JsonNode? value) => [.. Check(root, value, "").Distinct()];

    private IEnumerable<string> Check(JsonNode? schema, JsonNode? value, string at)
    {
        if (schema is JsonValue always) return always.GetValue<bool>() ? [] : [$"{at} false"];
        var keywords = schema!.AsObject();
        return keywords.SelectMany(keyword => keyword.Key switch
        {
            "properties" => value is not JsonObject map ? [] : keyword.Value!.AsObject().Where(p => map.ContainsKey(p.Key)).SelectMany(p => Check(p.Value, map[p.Key], $"{at}/{p.Key}")),
            "additionalProperties" => value is not JsonObject map ? [] : Others(map, keywords).SelectMany(p => Check(keyword.Value, p.Value, $"{at}/{p.Key}")),
            "propertyNames" => value is not JsonObject map ? [] : map.SelectMany(p => Check(keyword.Value, p.Key, $"{at}/{p.Key}")),
            "items" => value is not JsonArray list ? [] : list.SelectMany((item, i) => Check(keyword.Value, item, $"{at}/{i}")),
            "$ref" => Check(Resolve(keyword.Value!.GetValue<string>()), value, at),
            "allOf" => keyword.Value!.AsArray().SelectMany(part => Check(part, value, at)),
            var name => Holds(name, keyword.Value!, value) ? [] : [$"{at} {name}"],
        });
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Others(JsonObject map, JsonObject schema) =>
        map.Where(p => schema["properties"]?.AsObject().ContainsKey(p.Key) != true);

    private bool Holds(string keyword, JsonNode wanted, JsonNode? value) => keyword switch
    {
        "$schema" or "$comment" or "$defs" or "title" or "description" or "default" => true,
        "type" => (wanted is JsonArray types ? types.Select(t => t!.GetValue<string>()) : [wanted.GetValue<string>()]).Any(type => IsA(type, value)),
        "enum" => wanted.AsArray().Any(one => JsonNode.DeepEquals(one, value)),
        "minimum" => Number(value) is not { } number || number >= wanted.GetValue<double>(),
        "maximum" => Number(value) is not { } number || number <= wanted.GetValue<double>(),
        "exclusiveMinimum" => Number(value) is not { } number || number > wanted.GetValue<double>(),
        "pattern" => !IsA("string", value) || Regex.IsMatch(value!.GetValue<string>(), wanted.GetValue<string>(), RegexOptions.ECMAScript, LongEnough),
        "minLength" => !IsA("string", value) || value!.GetValue<string>().Length >= wanted.GetValue<int>(),
        "minItems" => value is not JsonArray list || list.Count >= wanted.GetValue<int>(),
        "minProperties" => value is not JsonObject map || map.Count >= wanted.GetValue<int>(),
        "required" => value is not JsonObject map || wanted.AsArray().All(key => map.ContainsKey(key!.GetValue<string>())),
        "not" => Check(wanted, value, "").Any(),
        "anyOf" => Count(wanted, value) > 0,
        "oneOf" => Count(wanted, value) == 1,
        _ => throw new NotSupportedException($"The checker knows no keyword '{keyword}'."),
    };

    private int Count(JsonNode schemas, JsonNode? value) => schemas.AsArray().Count(one => !Check(one, value, "").Any());

    private static bool IsA(string type, JsonNode? value) => type switch
    {
        "number" => value?.GetValueKind() == JsonValueKind.Number,
        "integer" => Number(value) is { } number && Math.Floor(number) == number,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "array" => value is JsonArray,
        "object" => value is JsonObject,
        "null" => value is null,
        _ => throw new NotSupportedException($"JSON has no type '{type}'."),
    };

    private static double? Number(JsonNode? value) => IsA("number", value) ? double.Parse(value!.ToJsonString()) : null;

    private JsonNode? Resolve(string reference) => reference.Split('/') is ["#", .. var path]
        ? path.Aggregate(root, (node, key) => node[key] ?? throw new KeyNotFoundException($"'{reference}' leads nowhere."))
        : throw new NotSupportedException($"The checker knows no reference such as '{reference}'.");
}
