namespace Muster.Stores;

/// <summary>Durable bytes under keys such as <c>runs/ID/spec.json</c>; a reference to them is a full URI.</summary>
public interface IBlobStore
{
    /// <summary>The URI of a key, whether or not anything is there.</summary>
    Uri UriOf(string key);

    /// <summary>Writes a blob; durable and whole when the call returns, or not there at all. An older one under the key is replaced.</summary>
    /// <param name="key">Parts separated by <c>/</c>; no part is empty, <c>.</c> or <c>..</c>.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="cancel">Ends the call.</param>
    Task<BlobInfo> PutAsync(string key, Stream content, CancellationToken cancel = default);

    /// <summary>Opens a blob.</summary>
    /// <param name="key">The key.</param>
    /// <param name="offset">First byte wanted, 0-based.</param>
    /// <param name="length">Bytes wanted; null: to the end.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>The bytes; null when there is no such blob.</returns>
    Task<Stream?> GetAsync(string key, long offset = 0, long? length = null, CancellationToken cancel = default);

    /// <summary>What is under a key; null: nothing.</summary>
    Task<BlobInfo?> FindAsync(string key, CancellationToken cancel = default);

    /// <summary>The blobs whose keys start with a text, by ascending key.</summary>
    IAsyncEnumerable<BlobInfo> ListAsync(string prefix, CancellationToken cancel = default);

    /// <summary>Removes a blob; nothing there is no error.</summary>
    Task DeleteAsync(string key, CancellationToken cancel = default);
}

/// <summary>What is known of a blob.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Lower-case hex; null where only reading would tell (a listing).</param>
public sealed record BlobInfo(string Key, long Length, string? Sha256);
