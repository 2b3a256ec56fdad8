using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Muster.Stores;

namespace Muster.Testing.Blobs;

/// <summary>Blobs in memory, for tests: every rule of the port, nothing durable. Safe to use from many threads at once.</summary>
public sealed class InMemoryBlobStore : IBlobStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, byte[]> blobs = new(BlobKey.Order);

    /// <inheritdoc />
    public Uri UriOf(string key)
    {
        BlobKey.Require(key);
        return new($"memory:///{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}");
    }

    /// <inheritdoc />
    public async Task<BlobInfo> PutAsync(string key, Stream content, CancellationToken cancel = default)
    {
        BlobKey.Require(key);
        using var whole = new MemoryStream();
        await content.CopyToAsync(whole, cancel);
        var bytes = whole.ToArray();
        lock (gate)
            blobs[key] = bytes;
        return InfoOf(key, bytes);
    }

    /// <inheritdoc />
    public Task<Stream?> GetAsync(string key, long offset = 0, long? length = null, CancellationToken cancel = default)
    {
        BlobKey.Require(key);
        BlobRange.Require(offset, length);
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled<Stream?>(cancel);
        return Task.FromResult<Stream?>(Find(key) is { } bytes ? Part(bytes, offset, length) : null);
    }

    /// <inheritdoc />
    public Task<BlobInfo?> FindAsync(string key, CancellationToken cancel = default)
    {
        BlobKey.Require(key);
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled<BlobInfo?>(cancel);
        return Task.FromResult(Find(key) is { } bytes ? InfoOf(key, bytes) : null);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<BlobInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        BlobInfo[] found;
        lock (gate)
            found = [.. blobs.Where(blob => blob.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(blob => new BlobInfo(blob.Key, blob.Value.Length, null))];
        foreach (var blob in found)
        {
            cancel.ThrowIfCancellationRequested();
            yield return blob;
        }
    }

    /// <inheritdoc />
    public Task DeleteAsync(string key, CancellationToken cancel = default)
    {
        BlobKey.Require(key);
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled(cancel);
        lock (gate)
            blobs.Remove(key);
        return Task.CompletedTask;
    }

    private static BlobInfo InfoOf(string key, byte[] bytes) => new(key, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    private static MemoryStream Part(byte[] bytes, long offset, long? length)
    {
        var first = (int)Math.Min(offset, bytes.Length);
        var count = (int)Math.Min(length ?? long.MaxValue, bytes.Length - first);
        return new(bytes, first, count, writable: false);
    }

    private byte[]? Find(string key)
    {
        lock (gate)
            return blobs.GetValueOrDefault(key);
    }
}
