using System.Text.Json;

namespace Muster.Sweeps;

/// <summary>One parameter of a point: its name as written in the file (without <c>param:</c>) and its value.</summary>
/// <param name="Name">The name; the variable is <c>PARAM_</c> and it.</param>
/// <param name="Value">The value.</param>
public readonly record struct Parameter(string Name, ParameterValue Value);

/// <summary>One axis of a grid: a name and its values in file order, at least one.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Values">The values in file order.</param>
public sealed record GridAxis(string Name, IReadOnlyList<ParameterValue> Values);

/// <summary>
/// A parameter's value as one JSON token. A number keeps its digits as written (<c>1e-4</c>); text that is no
/// JSON number (<c>007</c>) is a JSON string. So the text that a command sees is what the file said, and types matter for JSON only.
/// </summary>
/// <param name="Json">The JSON token: string, number, true, false, null, array or object; compact.</param>
public readonly record struct ParameterValue(string Json)
{
    /// <summary>A value from text that is a JSON string.</summary>
    public static ParameterValue FromText(string text) => new(JsonSerializer.Serialize(text, ParameterJson.Default.String));

    /// <summary>What a command sees: a string's content, a list or map as JSON, null as empty text, anything else as written.</summary>
    public string Text => Json switch
    {
        ['"', ..] => JsonSerializer.Deserialize(Json, ParameterJson.Default.String)!,
        "null" => "",
        _ => Json,
    };

    /// <inheritdoc />
    public override string ToString() => Text;
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
[System.Text.Json.Serialization.JsonSourceGenerationOptions]
internal sealed partial class ParameterJson : System.Text.Json.Serialization.JsonSerializerContext;
