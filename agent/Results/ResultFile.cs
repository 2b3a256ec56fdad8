using System.Buffers;
using System.Text.Json;

namespace Muster.Agent.Results;

/// <summary>The file that a point may write its result to: one JSON object.</summary>
public static class ResultFile
{
    /// <summary>Longer files are refused: 1 MiB.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>Reads a result file.</summary>
    /// <param name="path">Absolute path.</param>
    /// <returns>The object as compact JSON in UTF-8, or what is wrong with it; both null: there is no file.</returns>
    public static (byte[]? Json, string? Problem) Read(string path)
    {
        if (!File.Exists(path))
            return (null, null);
        var length = new FileInfo(path).Length;
        if (length > MostBytes)
            return (null, $"Its result file has {length} bytes; at most {MostBytes} are kept. Write large results to files.");
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length == 0)
            return (null, null);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, $"Its result file holds a JSON {document.RootElement.ValueKind}; write one JSON object, such as {{\"loss\": 0.1}}.");
            var compact = new ArrayBufferWriter<byte>(bytes.Length);
            using (var writer = new Utf8JsonWriter(compact))
                document.RootElement.WriteTo(writer);
            return (compact.WrittenSpan.ToArray(), null);
        }
        catch (JsonException error)
        {
            return (null, $"Its result file is not JSON: {error.Message}");
        }
    }
}
