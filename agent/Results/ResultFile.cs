using System.Buffers;
using System.Text;
using System.Text.Json;
using Muster.Points;

namespace Muster.Agent.Results;

/// <summary>What a point wrote to its result file.</summary>
/// <param name="Json">The object as compact JSON in UTF-8, with its own number texts and order; null: there is none.</param>
/// <param name="Problem">Why the file cannot be used: what and where; null: it can, or there is none.</param>
public readonly record struct ResultReading(byte[]? Json, string? Problem);

/// <summary>Reads the file at <c>MUSTER_RESULT_FILE</c>.</summary>
public static class ResultFile
{
    /// <summary>Largest file read: 1 MiB.</summary>
    public const int MostBytes = 1 << 20;

    private const string Example = "such as {\"loss\": 0.25}";
    private const int MostShown = 40;
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the file; a missing one is no problem, and no result.</summary>
    /// <param name="path">Absolute path.</param>
    public static ResultReading Read(string path)
    {
        if (!Path.Exists(path)) return default;
        if (!RegularFiles.Is(path)) return Bad(path, "it is neither a regular file nor a link to one");
        var length = File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo target ? target.Length : new FileInfo(path).Length;
        if (length > MostBytes)
            return Bad(path, $"it has {length} bytes, and at most {MostBytes} are allowed; write large results to other files and collect them by results.paths");
        try
        {
            return length == 0 ? Bad(path, "it is empty") : Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Bad(path, failure.Message);
        }
    }

    private static ResultReading Parse(string path, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        try
        {
            using var document = JsonDocument.Parse(bytes, s_strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new(Compact(document.RootElement), null)
                : Bad(path, $"it holds {NameOf(document.RootElement.ValueKind)} and not a JSON object, {Example}");
        }
        catch (JsonException failure)
        {
            if (BeginOf(bytes.Span) is not ['{', ..] and var begin)
                return Bad(path, $"it holds {begin} and not a JSON object, {Example}");
            var place = failure.LineNumber is { } line ? $"line {line + 1}, byte {failure.BytePositionInLine + 1}: " : "";
            var text = failure.Message.Split(" LineNumber:", 2)[0].TrimEnd('.').ReplaceLineEndings(" ");
            return Bad(path, $"{place}{text}; it is to be a JSON object, {Example}");
        }
    }

    /// <summary>How the text begins that a command wrote, as it is from <c>{</c> on, and else in quotes, up to its first line's end.</summary>
    private static string BeginOf(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MostShown * 4)]).TrimStart();
        var line = text.Split('\n')[0].TrimEnd();
        return text.StartsWith('{') ? text : text.Length == 0 ? "only blanks" : $"'{(line.Length > MostShown ? $"{line[..MostShown]}…" : line)}'";
    }

    private static byte[] Compact(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            element.WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static ResultReading Bad(string path, string reason) => new(null, $"{AttemptRecord.BadResult}{path}: {reason}");
}
