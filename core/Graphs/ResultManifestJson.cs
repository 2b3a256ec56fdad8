using System.Buffers;
using System.Text.Json;
using Muster.Outputs;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Graphs;

/// <summary>A manifest as JSON. What it says is checked at reading, since its paths become paths of files on other machines.</summary>
public static class ResultManifestJson
{
    /// <summary>The version of the form, which each manifest carries as <c>schema</c>.</summary>
    public const int Schema = 1;

    private const int MostMode = 0x1FF; // 0777
    private const int DigestLength = 64;

    /// <summary>The bytes (UTF-8), without a line break.</summary>
    /// <exception cref="FormatException">What it says would not be read; the message says what.</exception>
    public static byte[] Write(ResultManifest manifest)
    {
        Check(manifest.Files);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, SweepSpecJson.Options))
        {
            json.WriteStartObject();
            json.Number("schema", Schema);
            json.List("files", manifest.Files, Write);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads the bytes (UTF-8).</summary>
    /// <exception cref="InvalidDataException">They are no manifest, or one of another schema; the message says which.</exception>
    public static ResultManifest Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new InvalidDataException($"This is no manifest of a job's files: {exception.Message}", exception);
        }
    }

    private static ResultManifest Read(JsonElement json)
    {
        if (json.Int("schema") is var schema && schema != Schema)
            throw new InvalidDataException($"This manifest of a job's files has schema {schema}, but this Muster reads schema {Schema}. Use the version of Muster that wrote it, or a newer one.");
        var files = json.List("files", ReadFile);
        Check(files);
        return new(files);
    }

    private static void Write(Utf8JsonWriter json, ManifestFile file)
    {
        json.WriteStartObject();
        json.Text("path", file.Path);
        json.Text("key", file.Key);
        json.Number("length", file.Length);
        json.Text("sha256", file.Sha256);
        json.Text("mode", file.Mode is { } mode ? Convert.ToString(mode, 8) : null);
        json.WriteEndObject();
    }

    private static ManifestFile ReadFile(JsonElement json) => new(
        json.Text("path"), json.Text("key"), json.Long("length"), json.Text("sha256"), json.TextOrNull("mode") is { } mode ? Octal(mode) : null);

    private static int Octal(string text) => text.Length is > 0 and <= 3 && text.All(digit => digit is >= '0' and <= '7')
        ? Convert.ToInt32(text, 8)
        : throw new FormatException($"mode is \"{text}\", which is no octal number up to 777.");

    private static void Check(IReadOnlyList<ManifestFile> files)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (RunFilePath.WrongWith(file.Path) is { } problem)
                throw new FormatException($"the path \"{file.Path}\" {problem}.");
            if (!paths.Add(file.Path))
                throw new FormatException($"two files have the path \"{file.Path}\".");
            if (WrongWith(file) is { } wrong)
                throw new FormatException($"of the file \"{file.Path}\", {wrong}.");
        }
    }

    private static string? WrongWith(ManifestFile file) => file switch
    {
        _ when RunFilePath.WrongWith(file.Key) is { } problem => $"the key \"{file.Key}\" {problem}",
        { Length: < 0 } => $"the length is {file.Length}",
        { Mode: < 0 or > MostMode } => $"the mode is {file.Mode}, which is not within 0 and {MostMode} (777 in octal)",
        _ when file.Sha256.Length != DigestLength || !file.Sha256.All(char.IsAsciiHexDigitLower) => $"the SHA-256 is \"{file.Sha256}\", which is no lower-case hex of {DigestLength} digits",
        _ => null,
    };
}
