using System.Text.Json;

namespace Muster.Archives;

/// <summary>JSON of an archive's entries.</summary>
internal static class ArchiveJson
{
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            write(json);
        return bytes.ToArray();
    }

    public static T Read<T>(ReadOnlyMemory<byte> bytes, string entry, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException)
        {
            throw ArchiveException.Damaged(entry, error.Message);
        }
    }
}
