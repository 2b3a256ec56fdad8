using System.Collections.Concurrent;
using Muster.Stores;

namespace Muster.Aws.Blobs;

/// <summary>Blobs on S3 by their full URIs, in whatever region and bucket they are.</summary>
public sealed class S3Blobs : IDisposable
{
    private readonly ConcurrentDictionary<S3BlobPlace, Lazy<S3BlobStore>> stores = new();
    private readonly Func<S3BlobPlace, S3BlobStore> open;

    /// <summary>All that the credentials of some clients may see.</summary>
    /// <param name="clients">Their maker disposes of them.</param>
    /// <param name="time">Waits between tries.</param>
    /// <param name="chance">0 inclusive to 1 exclusive: spreads the tries.</param>
    /// <param name="options">Null: the defaults.</param>
    public S3Blobs(S3Clients clients, TimeProvider time, Func<double> chance, S3BlobOptions? options = null) =>
        open = place => new(clients.In(place.Region), place, time, chance, options);

    /// <summary>The store of a place; the same for the same place.</summary>
    public S3BlobStore At(S3BlobPlace place) => stores.GetOrAdd(place, key => new(() => open(key))).Value;

    /// <summary>Opens a blob.</summary>
    /// <param name="uri">As <see cref="S3BlobStore.UriOf"/> tells it.</param>
    /// <param name="offset">First byte wanted, 0-based.</param>
    /// <param name="length">Bytes wanted; null: to the end.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>The bytes; null when there is no such blob.</returns>
    public Task<Stream?> GetAsync(Uri uri, long offset = 0, long? length = null, CancellationToken cancel = default)
    {
        var (place, key) = S3BlobUri.Parse(uri);
        return At(place).GetAsync(key, offset, length, cancel);
    }

    /// <summary>What is under a URI; null: nothing.</summary>
    public Task<BlobInfo?> FindAsync(Uri uri, CancellationToken cancel = default)
    {
        var (place, key) = S3BlobUri.Parse(uri);
        return At(place).FindAsync(key, cancel);
    }

    /// <summary>Ends the stores.</summary>
    public void Dispose()
    {
        foreach (var store in stores.Values.Where(store => store.IsValueCreated))
            store.Value.Dispose();
    }
}
