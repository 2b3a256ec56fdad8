using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Muster.Aws.Blobs.Puts;

/// <summary>A content cut into parts of one size, hashed on the way. Buffers that are given back are filled again.</summary>
internal sealed class PartReader : IDisposable
{
    private const int FirstBytes = 64 * 1024;

    private readonly ConcurrentBag<PartBuffer> free = [];
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream content;
    private readonly int partBytes;

    public PartReader(Stream content, int partBytes) => (this.content, this.partBytes) = (content, partBytes);

    /// <summary>Bytes read.</summary>
    public long Length { get; private set; }

    /// <summary>The next part; null: there are no more bytes. Only the last part is not full.</summary>
    public async Task<PartBuffer?> NextAsync(CancellationToken cancel)
    {
        var part = free.TryTake(out var used) ? used : new(Expected(), partBytes);
        await part.FillAsync(content, cancel);
        hash.AppendData(part.Content.Span);
        Length += part.Count;
        return part.Count > 0 ? part : null;
    }

    /// <summary>Takes back a part whose bytes are no longer needed.</summary>
    public void GiveBack(PartBuffer part) => free.Add(part);

    /// <summary>The digest of all that was read, once.</summary>
    public byte[] Digest() => hash.GetHashAndReset();

    public void Dispose() => hash.Dispose();

    // One more than there are bytes, so that the end is seen without growing.
    private long Expected()
    {
        if (Length > 0)
            return partBytes;
        return content.CanSeek ? content.Length - content.Position + 1 : FirstBytes;
    }
}
