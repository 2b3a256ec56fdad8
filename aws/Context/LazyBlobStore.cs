using System.Runtime.CompilerServices;
using Muster.Stores;

namespace Muster.Aws.Context;

/// <summary>Blobs whose place is found when they are first used: most commands use none, and the bucket's name may have to be asked for.</summary>
/// <param name="open">Finds the place, and opens it.</param>
internal sealed class LazyBlobStore(Func<CancellationToken, Task<IBlobStore>> open) : IBlobStore, IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private IBlobStore? opened;

    /// <inheritdoc />
    public Uri UriOf(string key) => (opened ?? throw new InvalidOperationException("The blobs' place is not known before their first use.")).UriOf(key);

    /// <inheritdoc />
    public async Task<BlobInfo> PutAsync(string key, Stream content, CancellationToken cancel = default) => await (await OpenAsync(cancel)).PutAsync(key, content, cancel);

    /// <inheritdoc />
    public async Task<Stream?> GetAsync(string key, long offset = 0, long? length = null, CancellationToken cancel = default) =>
        await (await OpenAsync(cancel)).GetAsync(key, offset, length, cancel);

    /// <inheritdoc />
    public async Task<BlobInfo?> FindAsync(string key, CancellationToken cancel = default) => await (await OpenAsync(cancel)).FindAsync(key, cancel);

    /// <inheritdoc />
    public async IAsyncEnumerable<BlobInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var blob in (await OpenAsync(cancel)).ListAsync(prefix, cancel))
            yield return blob;
    }

    /// <inheritdoc />
    public async Task DeleteAsync(string key, CancellationToken cancel = default) => await (await OpenAsync(cancel)).DeleteAsync(key, cancel);

    /// <inheritdoc />
    public void Dispose()
    {
        (opened as IDisposable)?.Dispose();
        gate.Dispose();
    }

    private async Task<IBlobStore> OpenAsync(CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            return opened ??= await open(cancel);
        }
        finally
        {
            gate.Release();
        }
    }
}
