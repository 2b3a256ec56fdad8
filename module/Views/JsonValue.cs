using System.Globalization;
using System.Text.Json;

namespace Muster.PowerShell.Views;

/// <summary>JSON as values that PowerShell sorts and reckons with: numbers are numbers.</summary>
internal static class JsonValue
{
    /// <summary>The value of one JSON token.</summary>
    public static object? Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    private static object? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => Number(element),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => element.EnumerateArray().Select(Of).ToArray(),
        JsonValueKind.Object => element.GetRawText(),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => throw new ArgumentOutOfRangeException(nameof(element), element.ValueKind, "An unknown kind of JSON."),
    };

    /// <summary>A whole number as such where it fits, else a double.</summary>
    private static object Number(JsonElement element) =>
        element.TryGetInt64(out var whole) ? (object)whole
        : element.TryGetDouble(out var number) ? number
        : double.Parse(element.GetRawText(), CultureInfo.InvariantCulture);
}
