using System.Text.Json;

namespace Muster.Testing.Platform.Patterns;

/// <summary>The operator <c>numeric</c>: one comparison, or two that make a range.</summary>
internal static class NumberTest
{
    public static Func<JsonElement, bool> Read(JsonElement json, string where)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() is not (2 or 4))
            throw new PatternException($"{where} has 'numeric' of {json}; allowed: one or two pairs of a comparison and a number.");
        var words = json.EnumerateArray().ToList();
        var tests = words.Chunk(2).Select(pair => One(pair[0], pair[1], where)).ToList();
        return value => value.ValueKind == JsonValueKind.Number && tests.All(test => test(value.GetDouble()));
    }

    private static Func<double, bool> One(JsonElement comparison, JsonElement operand, string where)
    {
        if (operand.ValueKind != JsonValueKind.Number)
            throw new PatternException($"{where} compares with {operand}; allowed: a number.");
        var limit = operand.GetDouble();
        return comparison.ToString() switch
        {
            "<" => value => value < limit,
            "<=" => value => value <= limit,
            "=" => value => value.Equals(limit),
            ">=" => value => value >= limit,
            ">" => value => value > limit,
            var other => throw new PatternException($"{where} compares by '{other}'; allowed: <, <=, =, >=, >."),
        };
    }
}
