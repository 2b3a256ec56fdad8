using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Muster.Infra.Settings;

/// <summary>A value of the context, and where it stands. Every key is asked for once; one that nobody asks for is an error.</summary>
/// <param name="Where">Its place, for people, such as <c>muster.spokes[1]</c>.</param>
/// <param name="Value">It; null: it is missing.</param>
internal sealed record Reading(string Where, JsonNode? Value)
{
    /// <summary>Refuses what no key is.</summary>
    public Reading Keys(params string[] known)
    {
        foreach (var (key, _) in Object())
        {
            if (!known.Contains(key))
                throw new SettingsException($"{Where} has the key \"{key}\", which nobody knows; known are {string.Join(", ", known)}.");
        }

        return this;
    }

    /// <summary>A member; it may be missing.</summary>
    public Reading Member(string key) => new($"{Where}.{key}", Object()[key]);

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<Reading> Items() => Value is JsonArray list
        ? [.. list.Select((item, index) => new Reading($"{Where}[{index}]", item))]
        : throw Wrong("a list");

    /// <summary>A text of a certain form.</summary>
    /// <param name="pattern">The form.</param>
    /// <param name="allowed">The form, for people.</param>
    public string Text(Regex pattern, string allowed) =>
        Value is JsonValue value && value.TryGetValue<string>(out var text) && pattern.IsMatch(text) ? text : throw Wrong(allowed);

    /// <summary>Such a text, or nothing.</summary>
    public string? TextOrNull(Regex pattern, string allowed) => Value is null ? null : Text(pattern, allowed);

    /// <summary>Yes or no.</summary>
    public bool Flag(bool otherwise) => Value is null ? otherwise : Value is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : throw Wrong("true or false");

    /// <summary>A whole number within bounds.</summary>
    public int Number(int least, int most, int otherwise) => Value is null
        ? otherwise
        : Value is JsonValue value && value.TryGetValue<double>(out var number) && double.IsInteger(number) && number >= least && number <= most
            ? (int)number
            : throw Wrong($"a whole number from {least} to {most}");

    /// <summary>An error about this value.</summary>
    /// <param name="allowed">What is allowed.</param>
    public SettingsException Wrong(string allowed) => new(Value is null
        ? $"{Where} is missing in the context of cdk.json; it is {allowed}."
        : $"{Where} is {Value.ToJsonString(JsonSerializerOptions.Web)} in the context of cdk.json; it is {allowed}.");

    private JsonObject Object() => Value as JsonObject ?? throw Wrong("an object");
}
