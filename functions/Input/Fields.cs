using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Muster.Runs;

namespace Muster.Functions.Input;

/// <summary>The members of a JSON object that must be as they should: what is missing, of another kind or out of range is an error that names it and its value.</summary>
/// <param name="Json">The object.</param>
/// <param name="What">What it is, for people: <c>plan</c>, <c>Launch Answered detail</c>.</param>
internal readonly record struct Fields(JsonElement Json, string What)
{
    private const int LongestShown = 120;

    /// <summary>The members of an object.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static Fields Of(JsonElement json, string what) =>
        json.ValueKind == JsonValueKind.Object ? new(json, what) : throw new InputException($"{what}: the input is {Shown(json)}; it has to be an object.");

    /// <summary>Whether a member is there and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A member that may be missing or null.</summary>
    public JsonElement? Find(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text that is not empty.</summary>
    public string Text(string name) => TextOrNull(name) ?? throw Missing(name, "a text");

    /// <summary>A text that is not empty; null: it is missing or null.</summary>
    public string? TextOrNull(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } value => value,
        { } other => throw Wrong(name, other, "a text that is not empty"),
    };

    /// <summary>A text that may be empty or missing.</summary>
    public string TextOrEmpty(string name) => Find(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : TextOrNull(name) ?? "";

    /// <summary>A whole number of at least some size.</summary>
    public long Number(string name, long least = 0) => Find(name) switch
    {
        null => throw Missing(name, Allowed(least)),
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) && value >= least => value,
        { } other => throw Wrong(name, other, Allowed(least)),
    };

    /// <summary>A whole number of at least some size; another if it is missing or null.</summary>
    public long NumberOr(string name, long otherwise, long least = 0) => Has(name) ? Number(name, least) : otherwise;

    /// <summary>True or false; missing or null is false.</summary>
    public bool Flag(string name) => Find(name) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw Wrong(name, other, "true or false"),
    };

    /// <summary>A time with its offset, in ISO 8601.</summary>
    public DateTimeOffset Time(string name)
    {
        var text = Text(name);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Wrong(name, Json.GetProperty(name), "a time such as 2026-03-01T12:00:00Z");
    }

    /// <summary>A run's id.</summary>
    public RunId Run(string name)
    {
        var text = Text(name);
        return text.Length == 16 && text[0] == 'r' && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))
            ? new(text)
            : throw Wrong(name, Json.GetProperty(name), "a run's id: r and 15 digits or lower-case letters");
    }

    /// <summary>One of some words.</summary>
    public string Word(string name, params ReadOnlySpan<string> words)
    {
        var text = Text(name);
        return words.Contains(text) ? text : throw Wrong(name, Json.GetProperty(name), $"one of {string.Join(", ", words!)}");
    }

    /// <summary>A member that is an object.</summary>
    public Fields Object(string name) => Find(name) switch
    {
        null => throw Missing(name, "an object"),
        { ValueKind: JsonValueKind.Object } value => new(value, $"{What}.{name}"),
        { } other => throw Wrong(name, other, "an object"),
    };

    /// <summary>A member that is a list of objects; missing or null is an empty one, as AWS leaves out lists that are empty.</summary>
    public IReadOnlyList<Fields> Objects(string name)
    {
        var what = $"{What}.{name}";
        return [.. List(name).Select((item, index) => Of(item, $"{what}[{index}]"))];
    }

    /// <summary>A member that is a list of texts; missing or null is an empty one.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var (self, texts) = (this, new List<string>());
        foreach (var item in List(name))
            texts.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : throw self.Wrong(name, item, "a list of texts"));
        return texts;
    }

    /// <summary>Requires that no other members are there: one that is not known may mean what nobody does.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        foreach (var member in Json.EnumerateObject())
        {
            if (!names.Contains(member.Name))
                throw new InputException($"{What}: the field '{member.Name}' with the value {Shown(member.Value)} is not known; known are {string.Join(", ", names!)}.");
        }
    }

    /// <summary>The error for a member whose value cannot be.</summary>
    public InputException Wrong(string name, JsonElement found, string allowed) => new($"{What}: the field '{name}' is {Shown(found)}; it has to be {allowed}.");

    private static string Allowed(long least) => $"a whole number of at least {least}";

    private static string Shown(JsonElement json)
    {
        var text = json.ValueKind == JsonValueKind.Undefined ? "nothing" : json.GetRawText();
        return text.Length > LongestShown ? $"{text.AsSpan(0, LongestShown)}…" : text;
    }

    private IEnumerable<JsonElement> List(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { } other => throw Wrong(name, other, "a list"),
    };

    private InputException Missing(string name, string allowed) => new($"{What}: the field '{name}' is missing; it has to be {allowed}.");
}

/// <summary>An event is not what the handler takes; sending it again changes nothing.</summary>
[SuppressMessage("Roslynator", "RCS1194", Justification = "Built with a message only.")]
internal sealed class InputException(string message) : Exception(message);
