using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Muster.Sweeps;

/// <summary>
/// A parameter's value as one JSON token. A number keeps its digits as written (<c>1e-4</c>); text that is no
/// JSON number (<c>007</c>) is a JSON string. So the text that a command sees is what the file said, and types matter for JSON only.
/// </summary>
/// <param name="Json">The JSON token: string, number, true, false, null, array or object; compact.</param>
public readonly record struct ParameterValue(string Json)
{
    /// <summary>JSON null: a command sees empty text.</summary>
    public static ParameterValue Null { get; } = new("null");

    /// <summary>A value from text that is a JSON string.</summary>
    public static ParameterValue FromText(string text) =>
        new(text.AsSpan().ContainsAnyExcept(Plain) ? $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"" : $"\"{text}\"");

    // What JSON never escapes, and what most values consist of.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;-_+*/=()[]{}<>|&%$#@!?~^'");

    /// <summary>A value from text without types, such as a CSV cell: a JSON number or <c>true</c> or <c>false</c> is one, all else is text.</summary>
    public static ParameterValue FromUntyped(string text) =>
        text is "true" or "false" || JsonNumber.Is(text) ? new(text) : FromText(text);

    /// <summary>What a command sees: a string's content, a list or map as JSON, null as empty text, anything else as written.</summary>
    public string Text => Json switch
    {
        ['"', ..] when !Json.Contains('\\', StringComparison.Ordinal) => Json[1..^1],
        ['"', ..] => Unescaped(),
        "null" => "",
        _ => Json,
    };

    private string Unescaped()
    {
        using var document = JsonDocument.Parse(Json);
        return document.RootElement.GetString()!;
    }

    /// <inheritdoc />
    public override string ToString() => Text;
}
