using Muster.Stores;
using Muster.Testing.Blobs;

namespace Muster.Bench.Cloud;

/// <summary>Blobs in memory that count what each call would ask of S3: it is one request, of a listing one for a thousand keys.</summary>
internal sealed class CountedBlobs : IBlobStore
{
    private readonly InMemoryBlobStore blobs = new();

    /// <summary>Objects written, and listings.</summary>
    public long Puts { get; private set; }

    /// <summary>Objects read or looked for.</summary>
    public long Gets { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Reset() => (Puts, Gets) = (0, 0);

    /// <summary>Counts objects that are written without being kept: what they hold matters to nobody here.</summary>
    public void CountPuts(long objects) => Puts += objects;

    /// <summary>Counts objects that machines fetch.</summary>
    public void CountGets(long objects) => Gets += objects;

    /// <inheritdoc />
    public Uri UriOf(string key) => blobs.UriOf(key);

    /// <inheritdoc />
    public Task<BlobInfo> PutAsync(string key, Stream content, CancellationToken cancel = default)
    {
        Puts++;
        return blobs.PutAsync(key, content, cancel);
    }

    /// <inheritdoc />
    public Task<Stream?> GetAsync(string key, long offset = 0, long? length = null, CancellationToken cancel = default)
    {
        Gets++;
        return blobs.GetAsync(key, offset, length, cancel);
    }

    /// <inheritdoc />
    public Task<BlobInfo?> FindAsync(string key, CancellationToken cancel = default)
    {
        Gets++;
        return blobs.FindAsync(key, cancel);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<BlobInfo> ListAsync(string prefix, CancellationToken cancel = default)
    {
        Puts++;
        return blobs.ListAsync(prefix, cancel);
    }

    /// <inheritdoc />
    public Task DeleteAsync(string key, CancellationToken cancel = default) => blobs.DeleteAsync(key, cancel);
}
