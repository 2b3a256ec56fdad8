using System.Globalization;
using System.Security.Cryptography;
using Muster.Local.Store;
using Muster.Stores;

namespace Muster.Local.Blobs;

/// <summary>A file that is being written beside its place, under a name that no key can have.</summary>
internal static class UnfinishedFile
{
    /// <summary>The names of such files.</summary>
    public const string Pattern = Prefix + "*";

    private const string Prefix = BlobKey.Reserved + "put-";
    private const int BufferBytes = 256 * 1024;

    private static long last;

    /// <summary>Whether a path is that of such a file.</summary>
    public static bool IsOne(string path) => Path.GetFileName(path).StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Writes a blob's bytes, hashing them on the way, and puts the file in its place once it is durable.</summary>
    public static async Task<BlobInfo> PutAsync(string key, string path, Stream content, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(path)!;
        var (unfinished, file) = Create(folder);
        try
        {
            BlobInfo info;
            await using (file)
            {
                info = await CopyAsync(key, content, file, cancel);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
            DurableDirectory.Sync(folder);
            return info;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static async Task<BlobInfo> CopyAsync(string key, Stream content, FileStream file, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        long length = 0;
        while (await content.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            // On this thread: the page cache takes it at once, and an asynchronous file would use a thread of the pool.
            file.Write(buffer, 0, read);
            length += read;
        }

        return new(key, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // A leftover of a process that died may have the name of one of ours: the next number is free.
    private static (string Path, FileStream File) Create(string folder)
    {
        while (true)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref last)}");
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
                return (path, new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0));
        }
    }
}
