using Muster.Outputs;
using Muster.Stores;

namespace Muster.Local.Outputs;

/// <summary>The packs that were read last: who reads what one point wrote often reads its neighbours next, which are in the same pack.</summary>
/// <param name="blobs">The blobs.</param>
internal sealed class PackCache(IBlobStore blobs)
{
    private const int Most = 8;
    private const long MostBytes = 4 << 20;
    private readonly Lock gate = new();
    private readonly LinkedList<(string Key, byte[] Bytes)> kept = new();

    /// <summary>Opens a part of a blob; null: it is not there.</summary>
    public async Task<Stream?> OpenAsync(string key, OutputRef part, CancellationToken cancel)
    {
        if (Find(key) is { } known)
            return PartOf(known, part);
        if (await blobs.FindAsync(key, cancel) is not { } info)
            return null;
        if (info.Length > MostBytes)
            return new BlobPartStream(blobs, key, part.Offset, part.Length);
        return await blobs.ReadWholeAsync(key, cancel) is { } bytes ? PartOf(Keep(key, bytes), part) : null;
    }

    private static MemoryStream PartOf(byte[] bytes, OutputRef part) => new(bytes, (int)part.Offset, (int)part.Length, writable: false);

    private byte[]? Find(string key)
    {
        lock (gate)
            return kept.FirstOrDefault(one => one.Key == key).Bytes;
    }

    private byte[] Keep(string key, byte[] bytes)
    {
        lock (gate)
        {
            kept.AddFirst((key, bytes));
            if (kept.Count > Most)
                kept.RemoveLast();
        }

        return bytes;
    }
}
