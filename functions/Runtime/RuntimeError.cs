using System.Text.Json;

namespace Muster.Functions.Runtime;

/// <summary>An error as the runtime API takes it, and as a state machine sees it: it catches by the type.</summary>
/// <param name="Type">The type's name, such as <c>InputException</c>.</param>
/// <param name="Message">What happened.</param>
/// <param name="Stack">Where, line by line.</param>
internal sealed record RuntimeError(string Type, string Message, IReadOnlyList<string> Stack)
{
    /// <summary>The error for an exception.</summary>
    public static RuntimeError Of(Exception error) =>
        new(error.GetType().Name, error.Message, error.StackTrace?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []);

    /// <summary>As JSON in UTF-8.</summary>
    public byte[] ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("errorType", Type);
            json.WriteString("errorMessage", Message);
            json.WriteStartArray("stackTrace");
            foreach (var line in Stack)
                json.WriteStringValue(line);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
