using Amazon.S3;

namespace Muster.Aws.Blobs.Calls;

/// <summary>A bucket, and how to call it.</summary>
/// <param name="Client">Of the bucket's region.</param>
/// <param name="Place">Which bucket, and below which prefix.</param>
/// <param name="Calls">Retries, and tells errors.</param>
internal sealed record BlobBucket(IAmazonS3 Client, S3BlobPlace Place, S3Calls Calls)
{
    /// <summary>Makes a call on a blob; an error that is an answer is caught in the body.</summary>
    public Task<T> RunAsync<T>(S3Call call, string key, Func<IAmazonS3, CancellationToken, Task<T>> body, CancellationToken cancel) =>
        Calls.RunAsync(call, $"The blob {key}", token => body(Client, token), cancel);

    /// <summary>The bucket's name.</summary>
    public string Name => Place.Bucket;

    /// <summary>The object's key for a blob's.</summary>
    public string ObjectOf(string key) => Place.ObjectKeyOf(key);
}
