using Muster.Stores;
using Muster.Testing.Blobs;

namespace Muster.Tests.Agent.Graphs;

/// <summary>Blobs in memory that are away for as long as a test says.</summary>
internal sealed class FlakyBlobs : IBlobStore
{
    private readonly InMemoryBlobStore blobs = new();
    private volatile bool isDown;

    public bool IsDown { get => isDown; set => isDown = value; }

    public Uri UriOf(string key) => blobs.UriOf(key);

    public Task<BlobInfo> PutAsync(string key, Stream content, CancellationToken cancel = default) => There().PutAsync(key, content, cancel);

    public Task<Stream?> GetAsync(string key, long offset = 0, long? length = null, CancellationToken cancel = default) => There().GetAsync(key, offset, length, cancel);

    public Task<BlobInfo?> FindAsync(string key, CancellationToken cancel = default) => There().FindAsync(key, cancel);

    public IAsyncEnumerable<BlobInfo> ListAsync(string prefix, CancellationToken cancel = default) => There().ListAsync(prefix, cancel);

    public Task DeleteAsync(string key, CancellationToken cancel = default) => There().DeleteAsync(key, cancel);

    private InMemoryBlobStore There() => isDown ? throw new StoreUnavailableException("The blobs are away.") : blobs;
}
