using System.Buffers;
using System.IO.Compression;

namespace Muster.Aws.Store;

/// <summary>A record's bytes as an attribute: as they are, or packed where that makes the item smaller. Writes cost by the KiB.</summary>
internal static class Body
{
    private const byte Plain = 0, Brotli = 1;
    private const int Quality = 4, Window = 18;

    /// <summary>Bytes that most records have at most, unpacked.</summary>
    private const int MostOften = 16 << 10;

    /// <summary>Items below this size cost the same unit, packed or not.</summary>
    private const int WorthPacking = 600;

    /// <summary>The attribute's bytes.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> record)
    {
        if (record.Length >= WorthPacking)
        {
            var packed = new byte[record.Length];
            if (BrotliEncoder.TryCompress(record, packed.AsSpan(1), out var length, Quality, Window))
            {
                packed[0] = Brotli;
                return packed[..(length + 1)];
            }
        }

        return [Plain, .. record];
    }

    /// <summary>The record's bytes.</summary>
    /// <exception cref="InvalidDataException">They are packed in an unknown way, or damaged.</exception>
    public static byte[] Unpack(MemoryStream attribute)
    {
        var bytes = attribute.TryGetBuffer(out var buffer) ? buffer.AsSpan() : attribute.ToArray();
        switch (bytes is [var packing, ..] ? packing : -1)
        {
            case Plain:
                return bytes[1..].ToArray();
            case Brotli:
                return Unpack(bytes[1..]);
            case var other:
                throw new InvalidDataException($"A record is packed in the unknown way {other}.");
        }
    }

    // Not through a stream, which makes ready for any length: a look at a busy run unpacks hundreds of records of some KiB each.
    private static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        var decoder = default(BrotliDecoder);
        var target = ArrayPool<byte>.Shared.Rent(Math.Max(MostOften, 4 * packed.Length));
        try
        {
            for (var length = 0; ;)
            {
                var status = decoder.Decompress(packed, target.AsSpan(length), out var read, out var written);
                packed = packed[read..];
                length += written;
                if (status == OperationStatus.Done)
                    return target[..length];
                if (status != OperationStatus.DestinationTooSmall)
                    throw new InvalidDataException("A record's packed bytes are damaged, or end too early.");
                target = Larger(target, length);
            }
        }
        finally
        {
            decoder.Dispose();
            ArrayPool<byte>.Shared.Return(target);
        }
    }

    private static byte[] Larger(byte[] target, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * target.Length);
        target.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(target);
        return larger;
    }
}
