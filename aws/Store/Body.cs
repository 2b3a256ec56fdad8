using System.IO.Compression;

namespace Muster.Aws.Store;

/// <summary>A record's bytes as an attribute: as they are, or packed where that makes the item smaller. Writes cost by the KiB.</summary>
internal static class Body
{
    private const byte Plain = 0, Brotli = 1;
    private const int Quality = 4, Window = 18;

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
        attribute.Position = 0;
        switch (attribute.ReadByte())
        {
            case Plain:
                return attribute.ToArray()[1..];
            case Brotli:
                using (var unpacked = new MemoryStream())
                {
                    using (var packed = new BrotliStream(attribute, CompressionMode.Decompress, leaveOpen: true))
                        packed.CopyTo(unpacked);
                    return unpacked.ToArray();
                }

            case var other:
                throw new InvalidDataException($"A record is packed in the unknown way {other}.");
        }
    }
}
