using System.Text;
using System.Text.Json;

namespace Muster.Specs.Nodes;

/// <summary>Reads one JSON document as nodes, strictly (RFC 8259): no comments, no trailing commas, no key twice.</summary>
internal sealed class JsonNodes
{
    // Deeper than we accept, so that too deep is told apart from broken.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    private readonly JsonPlaces _places;
    private readonly SpecErrors _errors;
    private int _depth;

    private JsonNodes(JsonPlaces places, SpecErrors errors) => (_places, _errors) = (places, errors);

    /// <summary>The document's root; null when it is broken (which is told to <paramref name="errors"/>) or empty.</summary>
    /// <param name="json">UTF-8, valid, without byte order mark.</param>
    /// <param name="start">Where the document begins in its file.</param>
    /// <param name="errors">Where errors go.</param>
    public static Node? Read(ReadOnlySpan<byte> json, Place start, SpecErrors errors)
    {
        if (json.IndexOfAnyExcept(" \t\r\n"u8) < 0) return null;
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            reader.Read();
            var root = new JsonNodes(new(start), errors).ReadNode(ref reader, json);
            reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            errors.Add(SpecErrorKind.BrokenJson, PlaceOf(exception, json, start),
                $"This breaks JSON's grammar: {Bare(exception.Message)}.");
            return null;
        }
    }

    private Node ReadNode(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var at = _places.At(json, (int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
            case JsonTokenType.StartObject:
                return ReadNested(ref reader, json, at);
            case JsonTokenType.String:
                return Text(ref reader, at) is { } text ? new ScalarNode(at, ScalarKind.Text, text) : new BrokenNode(at);
            case JsonTokenType.Number:
                return new ScalarNode(at, ScalarKind.Number, Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True:
                return new ScalarNode(at, ScalarKind.Boolean, "true");
            case JsonTokenType.False:
                return new ScalarNode(at, ScalarKind.Boolean, "false");
            case JsonTokenType.Null:
                return new ScalarNode(at, ScalarKind.Null, "null");
            default:
                throw new InvalidOperationException($"JSON has no value that begins as {reader.TokenType}.");
        }
    }

    private Node ReadNested(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Place at)
    {
        if (_depth == YamlNodes.Deepest)
        {
            _errors.Add(SpecErrorKind.TooDeep, at, $"Lists and maps are nested more than {YamlNodes.Deepest} deep here. Flatten them.");
            reader.Skip();
            return new BrokenNode(at);
        }
        _depth++;
        Node node = reader.TokenType == JsonTokenType.StartArray ? ReadList(ref reader, json, at) : ReadMap(ref reader, json, at);
        _depth--;
        return node;
    }

    private ListNode ReadList(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Place at)
    {
        var items = new List<Node>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(ReadNode(ref reader, json));
        return new(at, items);
    }

    private MapNode ReadMap(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Place at)
    {
        var map = new MapBuilder(at, _errors);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var keyAt = _places.At(json, (int)reader.TokenStartIndex);
            var key = Text(ref reader, keyAt);
            reader.Read();
            var value = ReadNode(ref reader, json);
            if (key is not null) map.Add(key, keyAt, value);
        }
        return map.Build();
    }

    private string? Text(ref Utf8JsonReader reader, Place at)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            _errors.Add(SpecErrorKind.BrokenJson, at,
                "The text holds half a character: a \\u escape from d800 to dfff without its other half. Write both, or neither.");
            return null;
        }
    }

    private static Place PlaceOf(JsonException exception, ReadOnlySpan<byte> json, Place start)
    {
        var lineStart = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--) lineStart += json[lineStart..].IndexOf((byte)'\n') + 1;
        var offset = Math.Min(json.Length, lineStart + (int)(exception.BytePositionInLine ?? 0));
        return new JsonPlaces(start).At(json, offset);
    }

    private static string Bare(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).Replace(" which is not supported in this mode. Change the reader options", "", StringComparison.Ordinal).TrimEnd('.');
    }
}
