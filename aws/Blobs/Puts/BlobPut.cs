using Muster.Aws.Blobs.Calls;
using Muster.Stores;

namespace Muster.Aws.Blobs.Puts;

/// <summary>One put of a content of unknown length: one request if it fits into a part, else an upload in parts.</summary>
internal sealed class BlobPut
{
    private static readonly TimeSpan s_abortPatience = TimeSpan.FromMinutes(1);

    private readonly BlobBucket bucket;
    private readonly int partBytes;
    private readonly SemaphoreSlim slots;
    private readonly TimeProvider time;

    /// <summary>Puts into a bucket.</summary>
    /// <param name="bucket">Where.</param>
    /// <param name="partBytes">Bytes of a part.</param>
    /// <param name="slots">One for each part that may be under way.</param>
    /// <param name="time">Bounds the clearing up after an error.</param>
    public BlobPut(BlobBucket bucket, int partBytes, SemaphoreSlim slots, TimeProvider time) =>
        (this.bucket, this.partBytes, this.slots, this.time) = (bucket, partBytes, slots, time);

    /// <summary>Writes the content.</summary>
    public async Task<BlobInfo> RunAsync(string key, Stream content, CancellationToken cancel)
    {
        using var reader = new PartReader(content, partBytes);
        var first = await reader.NextAsync(cancel);
        var second = first is { IsFull: true } ? await reader.NextAsync(cancel) : null;
        var digest = second is null
            ? await PutWholeAsync(key, first ?? new PartBuffer(0, partBytes), reader, cancel)
            : await PutPartsAsync(key, [first!, second], reader, cancel);
        return new(key, reader.Length, Convert.ToHexStringLower(digest));
    }

    private async Task<byte[]> PutWholeAsync(string key, PartBuffer part, PartReader reader, CancellationToken cancel)
    {
        var digest = reader.Digest();
        await SinglePut.RunAsync(bucket, key, part, digest, cancel);
        return digest;
    }

    private async Task<byte[]> PutPartsAsync(string key, PartBuffer[] read, PartReader reader, CancellationToken cancel)
    {
        var upload = await MultipartPut.BeginAsync(bucket, key, partBytes, cancel);
        try
        {
            using var sending = new PartSending(upload, reader, slots, cancel);
            var parts = await sending.RunAsync(read);
            await upload.CompleteAsync(parts, reader.Length, cancel);
            return reader.Digest();
        }
        catch
        {
            // Also when the caller cancelled.
            using var patience = new CancellationTokenSource(s_abortPatience, time);
            await upload.AbortAsync(patience.Token);
            throw;
        }
    }
}
