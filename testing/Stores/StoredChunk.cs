using System.Text;
using Muster.Chunks;

namespace Muster.Testing.Stores;

/// <summary>A chunk as bytes: its epoch, losses and owner, then its lines in the codec's form.</summary>
internal static class StoredChunk
{
    public static byte[] Write(ChunkRecord chunk)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(chunk.Epoch);
        writer.Write(chunk.Losses);
        writer.Write(chunk.Owner is not null);
        writer.Write(chunk.Owner ?? "");
        writer.Write(ChunkCodec.Encode(chunk.Entries));
        return bytes.ToArray();
    }

    public static ChunkRecord Read(ChunkKey key, long version, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        var (epoch, losses, owned, owner) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadBoolean(), reader.ReadString());
        return new()
        {
            Key = key,
            Version = version,
            Epoch = epoch,
            Losses = losses,
            Owner = owned ? owner : null,
            Entries = ChunkCodec.Decode(bytes[(int)stream.Position..]),
        };
    }
}
