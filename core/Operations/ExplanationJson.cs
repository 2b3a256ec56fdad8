using System.Text.Json;

namespace Muster.Operations;

/// <summary>Writes explanations as JSON.</summary>
public static class ExplanationJson
{
    /// <summary>Writes one object.</summary>
    public static void Write(Utf8JsonWriter writer, Explanation why)
    {
        writer.WriteStartObject();
        writer.WriteString("subject", why.Subject);
        writer.WriteString("state", SnakeCase.Of(why.State));
        writer.WriteBoolean("waits", why.Waits);
        writer.WriteString("cause", why.Cause is { } cause ? SnakeCase.Of(cause.ToString()) : null);
        StatusJson.Write(writer, "next_try", why.NextTry);
        WriteLines(writer, "sentences", why.Sentences);
        writer.WriteString("error_lines_of", why.ErrorLines.Count > 0 ? why.ErrorLinesOf : null);
        WriteLines(writer, "error_lines", why.ErrorLines);
        writer.WriteEndObject();
    }

    private static void WriteLines(Utf8JsonWriter writer, string name, IReadOnlyList<string> lines)
    {
        writer.WriteStartArray(name);
        foreach (var line in lines)
            writer.WriteStringValue(line);
        writer.WriteEndArray();
    }
}
