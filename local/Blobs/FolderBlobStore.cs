using System.Runtime.CompilerServices;
using Muster.Local.Store;
using Muster.Stores;

namespace Muster.Local.Blobs;

/// <summary>
/// Blobs as files: the key is the path below the root. A put writes a file beside its place, makes it durable, and
/// renames it, so that a blob is whole or not there. Several processes may use a folder at once.
/// </summary>
public sealed class FolderBlobStore : IBlobStore
{
    private readonly string root;

    /// <summary>The blobs in a folder; it is made with the first put.</summary>
    /// <param name="root">Absolute, or relative to the working directory.</param>
    public FolderBlobStore(string root) => this.root = Path.GetFullPath(root);

    /// <inheritdoc />
    public Uri UriOf(string key) => new($"file://{string.Join('/', PathOf(key).Split('/').Select(Uri.EscapeDataString))}");

    /// <inheritdoc />
    public async Task<BlobInfo> PutAsync(string key, Stream content, CancellationToken cancel = default)
    {
        var path = PathOf(key);
        try
        {
            DurableDirectory.Create(Path.GetDirectoryName(path)!, DurableDirectory.OwnerOnly);
            return await UnfinishedFile.PutAsync(key, path, content, cancel);
        }
        catch (Exception error) when (BlobFailure.IsOfFile(error))
        {
            throw BlobFailure.Of("written", key, path, error);
        }
    }

    /// <inheritdoc />
    public Task<Stream?> GetAsync(string key, long offset = 0, long? length = null, CancellationToken cancel = default)
    {
        var path = PathOf(key);
        BlobRange.Require(offset, length);
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled<Stream?>(cancel);
        return Task.FromResult(Open(key, path, offset, length));
    }

    /// <inheritdoc />
    public Task<BlobInfo?> FindAsync(string key, CancellationToken cancel = default)
    {
        var file = new FileInfo(PathOf(key));
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled<BlobInfo?>(cancel);
        return Task.FromResult(file.Exists ? new BlobInfo(key, file.Length, null) : null);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<BlobInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        foreach (var blob in FolderListing.Of(root, prefix))
        {
            cancel.ThrowIfCancellationRequested();
            yield return blob;
        }
    }

    /// <inheritdoc />
    public Task DeleteAsync(string key, CancellationToken cancel = default)
    {
        var path = PathOf(key);
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled(cancel);
        Delete(key, path);
        return Task.CompletedTask;
    }

    /// <summary>Removes what puts of dead processes left behind.</summary>
    /// <param name="before">Only what was last written before this time (UTC): a put that is under way is younger.</param>
    public void RemoveUnfinished(DateTimeOffset before)
    {
        if (!Directory.Exists(root))
            return;
        foreach (var path in Directory.EnumerateFiles(root, UnfinishedFile.Pattern, SearchOption.AllDirectories))
        {
            if (File.GetLastWriteTimeUtc(path) < before.UtcDateTime)
                File.Delete(path);
        }
    }

    private static Stream? Open(string key, string path, long offset, long? length)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return offset == 0 && length is null ? file : new FilePart(file, offset, length ?? long.MaxValue);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // It was deleted since.
            return null;
        }
        catch (Exception error) when (BlobFailure.IsOfFile(error))
        {
            throw BlobFailure.Of("read", key, path, error);
        }
    }

    private static void Delete(string key, string path)
    {
        try
        {
            if (!File.Exists(path))
                return;
            File.Delete(path);
            DurableDirectory.Sync(Path.GetDirectoryName(path)!);
        }
        catch (Exception error) when (BlobFailure.IsOfFile(error))
        {
            throw BlobFailure.Of("removed", key, path, error);
        }
    }

    private string PathOf(string key)
    {
        BlobKey.Require(key);
        return $"{root}/{key}";
    }
}
