using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Muster.Tests.Servers.StandIn;

/// <summary>Bytes kept in blocks, equal ones once, so that gigabytes of a repeated pattern take little.</summary>
internal sealed class BlockContent
{
    private const int BlockBytes = 64 * 1024;
    private static readonly ConcurrentDictionary<string, byte[]> s_blocks = new();

    private readonly List<byte[]> blocks = [];

    public long Length { get; private set; }

    /// <summary>The SHA-256 of all.</summary>
    public byte[] Digest { get; private set; } = [];

    /// <summary>Keeps what a stream gives.</summary>
    public static async Task<BlockContent> ReadAsync(Stream from, bool changeByte)
    {
        var content = new BlockContent();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BlockBytes];
        while (await from.ReadAtLeastAsync(buffer, BlockBytes, throwOnEndOfStream: false) is > 0 and var read)
        {
            if (changeByte && content.Length == 0)
                buffer[0] ^= 1;
            hash.AppendData(buffer, 0, read);
            content.Add(buffer.AsSpan(0, read));
        }

        content.Digest = hash.GetHashAndReset();
        return content;
    }

    /// <summary>One after the other.</summary>
    public static BlockContent Of(IEnumerable<BlockContent> parts)
    {
        var whole = new BlockContent();
        foreach (var part in parts)
        {
            whole.blocks.AddRange(part.blocks);
            whole.Length += part.Length;
        }

        return whole;
    }

    /// <summary>Some of the bytes.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Range(long first, long count)
    {
        foreach (var block in blocks)
        {
            var from = (int)Math.Min(first, block.Length);
            var taken = (int)Math.Min(count, block.Length - from);
            if (taken > 0)
                yield return block.AsMemory(from, taken);
            first -= from;
            count -= taken;
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        blocks.Add(s_blocks.GetOrAdd(Convert.ToHexString(SHA256.HashData(copy)), copy));
        Length += copy.Length;
    }
}
