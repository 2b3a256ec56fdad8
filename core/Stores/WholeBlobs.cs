namespace Muster.Stores;

/// <summary>Reads blobs that are small enough to be held in memory as a whole.</summary>
public static class WholeBlobs
{
    /// <summary>A blob's bytes.</summary>
    /// <param name="blobs">The blobs.</param>
    /// <param name="key">Its key.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>The bytes; null: it is not there.</returns>
    public static async Task<byte[]?> ReadWholeAsync(this IBlobStore blobs, string key, CancellationToken cancel = default)
    {
        await using var stream = await blobs.GetAsync(key, cancel: cancel);
        return stream is null ? null : await ReadWholeAsync(stream, cancel);
    }

    /// <summary>What is left of a stream.</summary>
    public static async Task<byte[]> ReadWholeAsync(this Stream stream, CancellationToken cancel = default)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }
}
