using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Muster.Placement;

namespace Muster.Sweeps;

/// <summary>
/// A row file: rows with random access, in one stream that is written once from front to end.
/// <code>
/// rows    one canonical JSON object per line: {"parameters":{"alpha":1e-4,"code":"007"},"placement":{"region":"eu-west-1"}}
///         (placement only where the row has one)
/// index   count × 8 bytes: where each row begins, little endian
/// footer  40 bytes: "MUSTROWS", version (8 bytes, 1), count, length of the rows in bytes, rows with a placement
/// </code>
/// </summary>
internal static class RowFileFormat
{
    public const int FooterLength = 40;
    public const int OffsetLength = sizeof(long);
    private const long Version = 1;
    private static ReadOnlySpan<byte> Magic => "MUSTROWS"u8;

    // Names and values as readable as JSON allows; nothing here is ever pasted into HTML.
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>What the footer says.</summary>
    public readonly record struct Footer(long Count, long RowsLength, long PlacedCount)
    {
        public long FileLength => checked(RowsLength + (Count * OffsetLength) + FooterLength);
    }

    public static void WriteFooter(Span<byte> into, Footer footer)
    {
        Magic.CopyTo(into);
        BinaryPrimitives.WriteInt64LittleEndian(into[8..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(into[16..], footer.Count);
        BinaryPrimitives.WriteInt64LittleEndian(into[24..], footer.RowsLength);
        BinaryPrimitives.WriteInt64LittleEndian(into[32..], footer.PlacedCount);
    }

    public static Footer ReadFooter(ReadOnlySpan<byte> footer, long fileLength)
    {
        if (!footer.StartsWith(Magic)) throw new InvalidDataException("This is no row file: its end is not marked as one.");
        var version = BinaryPrimitives.ReadInt64LittleEndian(footer[8..]);
        if (version != Version) throw new InvalidDataException($"This row file has version {version}; this Muster reads version {Version}.");
        var read = new Footer(
            BinaryPrimitives.ReadInt64LittleEndian(footer[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(footer[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(footer[32..]));
        var fits = read.Count >= 0 && read.Count <= fileLength / OffsetLength && read.RowsLength >= 0 && read.RowsLength <= fileLength
            && read.FileLength == fileLength;
        return fits ? read : throw new InvalidDataException($"This row file is damaged: it says {read.Count} rows in {read.RowsLength} bytes, but is {fileLength} bytes long.");
    }

    public static void WriteRow(Utf8JsonWriter writer, Row row)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("parameters"u8);
        foreach (var (name, value) in row.Parameters)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(value.Json, skipInputValidation: true);
        }
        writer.WriteEndObject();
        if (row.Placement != PlacementSpec.Anywhere)
        {
            writer.WritePropertyName("placement"u8);
            PlacementJson.Write(writer, row.Placement);
        }
        writer.WriteEndObject();
    }

    public static Row ReadRow(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        IReadOnlyList<Parameter> parameters = [];
        var placement = PlacementSpec.Anywhere;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var placed = reader.ValueTextEquals("placement"u8);
            reader.Read();
            if (placed) placement = PlacementJson.Read(ref reader);
            else parameters = ReadParameters(line, ref reader);
        }
        return new(parameters, placement);
    }

    private static List<Parameter> ReadParameters(ReadOnlySpan<byte> line, ref Utf8JsonReader reader)
    {
        var parameters = new List<Parameter>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            parameters.Add(new(name, new(Encoding.UTF8.GetString(line[start..(int)reader.BytesConsumed]))));
        }
        return parameters;
    }
}
