using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Muster.Guards;

namespace Muster.Agent.Guards;

/// <summary>Small JSON objects of texts, as an agent's files hold them. Reading says in a sentence what is wrong.</summary>
internal static class StrictJson
{
    /// <summary>The bytes of an object, a member a line, with a line's end.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>The object that a file holds.</summary>
    /// <exception cref="FormatException">It holds none.</exception>
    public static JsonElement Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new FormatException("it is no JSON object");
        }
        catch (JsonException error)
        {
            throw new FormatException(content.Length == 0 ? "it is empty" : "it is no JSON", error);
        }
    }

    /// <summary>A member that is a text.</summary>
    /// <exception cref="FormatException">It is not there, or is none.</exception>
    public static string Text(this JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new FormatException($"its \"{name}\" is missing or no text");

    /// <summary>A member that is a time with its zone.</summary>
    /// <exception cref="FormatException">It is not there, or is none.</exception>
    public static DateTimeOffset Time(this JsonElement json, string name) => TryTime(json.Text(name)) is { } time
        ? time
        : throw new FormatException($"its \"{name}\" is '{json.Text(name)}', which is no time such as 2026-03-01T20:00:00Z");

    /// <summary>A time of RFC 3339, which has its zone; null: it is none.</summary>
    public static DateTimeOffset? TryTime(string? text) =>
        DeadlineOption.TryParse(text ?? "", out var option) ? option.Time : null;

    /// <summary>A time as it is written.</summary>
    public static string Of(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
