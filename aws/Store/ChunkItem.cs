using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;
using Muster.Chunks;

namespace Muster.Aws.Store;

/// <summary>Chunks: key, epoch and owner as attributes, the lines in the codec's form.</summary>
internal static class ChunkItem
{
    public static Dictionary<string, AttributeValue> Of(ChunkRecord chunk)
    {
        var item = Item.Key(RecordKeys.Chunk(chunk.Key));
        item[Attributes.Epoch] = Item.Number(chunk.Epoch);
        if (chunk.Owner is { } owner)
            item[Attributes.Owner] = Item.Text(owner);
        if (chunk.Losses > 0)
            item[Attributes.Losses] = Item.Number(chunk.Losses);
        item[Attributes.Body] = Item.Bytes(Body.Pack(ChunkCodec.Encode(chunk.Entries)));
        return item;
    }

    public static ChunkRecord Read(PoolKey pool, Dictionary<string, AttributeValue> item) => new()
    {
        Key = pool.Chunk(Item.Parse(item[Attributes.Sort].S)),
        Version = Item.NumberOf(item, Attributes.Version),
        Epoch = Item.NumberOf(item, Attributes.Epoch),
        Owner = item.GetValueOrDefault(Attributes.Owner)?.S,
        Losses = item.ContainsKey(Attributes.Losses) ? checked((int)Item.NumberOf(item, Attributes.Losses)) : 0,
        Entries = Item.Read(item, ChunkCodec.Decode),
    };
}
