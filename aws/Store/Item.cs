using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;

namespace Muster.Aws.Store;

/// <summary>Attributes of items.</summary>
internal static class Item
{
    public static AttributeValue Text(string value) => new() { S = value };

    public static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue Bytes(byte[] value) => new() { B = new MemoryStream(value) };

    public static Dictionary<string, AttributeValue> Key(ItemKey key) => new(StringComparer.Ordinal)
    {
        [Attributes.Partition] = Text(key.Partition),
        [Attributes.Sort] = Text(key.Sort),
    };

    public static long NumberOf(Dictionary<string, AttributeValue> item, string attribute) => Parse(item[attribute].N);

    public static long Parse(string number) => long.Parse(number, CultureInfo.InvariantCulture);

    /// <summary>The unpacked body of an item of a known schema.</summary>
    /// <exception cref="AwsProblemException">A newer Muster wrote it, or it is damaged.</exception>
    public static T Read<T>(Dictionary<string, AttributeValue> item, Func<byte[], T> read)
    {
        var name = $"{item[Attributes.Partition].S} {item[Attributes.Sort].S}";
        if (NumberOf(item, Attributes.Schema) is var schema && schema > RecordKeys.Schema)
            throw new AwsProblemException($"The item {name} has schema version {schema}; this version of Muster reads up to version {RecordKeys.Schema}. Use the newer Muster that wrote it.");
        try
        {
            return read(Body.Unpack(item[Attributes.Body].B));
        }
        catch (InvalidDataException error)
        {
            throw new AwsProblemException($"The item {name} is damaged: {error.Message}", error);
        }
    }
}
