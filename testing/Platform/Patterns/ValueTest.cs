using System.Text.Json;
using System.Text.RegularExpressions;

namespace Muster.Testing.Platform.Patterns;

/// <summary>One alternative of a leaf: a literal, or an object of one operator.</summary>
internal sealed class ValueTest
{
    private readonly Func<JsonElement, bool> test;

    private ValueTest(Func<JsonElement, bool> test) => this.test = test;

    /// <summary>Whether it matches where there is no value.</summary>
    public bool MatchesAbsence { get; private init; }

    public bool Matches(JsonElement value) => test(value);

    public static ValueTest Read(JsonElement json, string where)
    {
        if (json.ValueKind == JsonValueKind.Array)
            throw new PatternException($"{where} has a list in a list; an alternative is a text, a number, true, false, null or an operator.");
        if (json.ValueKind != JsonValueKind.Object)
            return new(value => JsonElement.DeepEquals(json, value));
        var members = json.EnumerateObject().ToList();
        if (members.Count != 1)
            throw new PatternException($"{where} has {members.Count} operators in one object; allowed: 1. Found: {json}.");
        return ReadOperator(members[0].Name, members[0].Value, where);
    }

    private static ValueTest ReadOperator(string name, JsonElement operand, string where) => name switch
    {
        "exists" => new(_ => Flag(operand, where)) { MatchesAbsence = !Flag(operand, where) },
        "anything-but" => AnythingBut(operand, where),
        "numeric" => new(NumberTest.Read(operand, where)),
        "prefix" or "suffix" or "equals-ignore-case" or "wildcard" => new(OfText(name, operand, where)),
        _ => throw new PatternException(
            $"{where} has the operator '{name}'; allowed: exists, anything-but, numeric, prefix, suffix, equals-ignore-case, wildcard."),
    };

    private static ValueTest AnythingBut(JsonElement operand, string where)
    {
        if (operand.ValueKind == JsonValueKind.Object)
        {
            var inner = Read(operand, where);
            return new(value => value.ValueKind == JsonValueKind.String && !inner.Matches(value));
        }

        IReadOnlyList<JsonElement> but = operand.ValueKind == JsonValueKind.Array ? [.. operand.EnumerateArray()] : [operand];
        if (but.Count == 0 || but.Any(each => each.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)))
            throw new PatternException($"{where} has 'anything-but' of {operand}; allowed: texts, numbers, or one operator on texts.");
        return new(value => !but.Any(each => JsonElement.DeepEquals(each, value)));
    }

    private static Func<JsonElement, bool> OfText(string name, JsonElement operand, string where)
    {
        if (operand.ValueKind == JsonValueKind.Object && name is "prefix" or "suffix" && operand.TryGetProperty("equals-ignore-case", out var any))
            return TextTest(name, Text(any, where), StringComparison.OrdinalIgnoreCase);
        return TextTest(name, Text(operand, where), name == "equals-ignore-case" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }

    private static Func<JsonElement, bool> TextTest(string name, string text, StringComparison comparison)
    {
        Func<string, bool> holds = name switch
        {
            "prefix" => value => value.StartsWith(text, comparison),
            "suffix" => value => value.EndsWith(text, comparison),
            "wildcard" => new Regex(
                $"\\A{Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal)}\\z",
                RegexOptions.Singleline | RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)).IsMatch,
            _ => value => value.Equals(text, comparison),
        };
        return value => value.ValueKind == JsonValueKind.String && holds(value.GetString()!);
    }

    private static string Text(JsonElement operand, string where) =>
        operand.ValueKind == JsonValueKind.String ? operand.GetString()! : throw new PatternException($"{where} compares with {operand}; allowed: a text.");

    private static bool Flag(JsonElement operand, string where) => operand.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new PatternException($"{where} has 'exists' of {operand}; allowed: true, false."),
    };
}
