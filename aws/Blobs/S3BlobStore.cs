using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Muster.Aws.Blobs.Calls;
using Muster.Aws.Blobs.Gets;
using Muster.Aws.Blobs.Puts;
using Muster.Stores;

namespace Muster.Aws.Blobs;

/// <summary>
/// Blobs as objects of one bucket: the key below the place's prefix is the object's key. Nothing rests on conditional writes.
/// </summary>
/// <remarks>
/// <para>
/// A put reads its content once, in parts of <see cref="S3BlobOptions.PartBytes"/>. What fits into one part is one request; what
/// does not is an upload in parts, which S3 makes visible as a whole when it is completed, and which is aborted after an error. A
/// process that dies leaves its upload to <see cref="RemoveUnfinishedAsync"/>, or to a lifecycle rule of the bucket.
/// </para>
/// <para>
/// Each request carries the SHA-256 of its bytes, and S3 refuses bytes that do not have it. What was one request keeps the digest of
/// the whole as its metadata, <c>sha256</c>. For an upload in parts that digest is not known when its metadata must be given, and
/// S3 computes none of the whole by SHA-256. Of what could be done, reading twice excludes streams, a copy costs as much as
/// the upload, and a second object beside it could be there without the first. So S3's own composite is the check: the digest of
/// the parts' digests, which it verifies at the upload, keeps with the object in the same step, and tells with it. The size of the
/// parts, <c>part-bytes</c>, is kept as metadata, so that a reader of the stream finds the same. See docs/decisions/s3-digests.md.
/// </para>
/// <para>
/// A get of a whole object throws <see cref="AwsProblemException"/> with its last bytes when they all do not match. A part of an object
/// cannot be checked so. The digest of the whole is in what a put returns; <see cref="FindAsync"/> tells it for what was one request.
/// </para>
/// </remarks>
public sealed class S3BlobStore : IBlobStore, IDisposable
{
    private readonly BlobBucket bucket;
    private readonly BlobPut puts;
    private readonly SemaphoreSlim slots;
    private readonly TimeProvider time;
    private bool bucketWasSeen;

    /// <summary>The blobs of a place.</summary>
    /// <param name="client">Of the place's region, from <see cref="S3Clients"/>: one that retries would multiply the tries.</param>
    /// <param name="place">Where they are.</param>
    /// <param name="time">Waits between tries.</param>
    /// <param name="chance">0 inclusive to 1 exclusive: spreads the tries.</param>
    /// <param name="options">Null: the defaults.</param>
    public S3BlobStore(IAmazonS3 client, S3BlobPlace place, TimeProvider time, Func<double> chance, S3BlobOptions? options = null)
    {
        options ??= new();
        this.time = time;
        bucket = new(client, place, new(place, time, chance));
        slots = new(options.PartsAtOnce);
        puts = new(bucket, options.PartBytes, slots, time);
    }

    /// <inheritdoc />
    public Uri UriOf(string key)
    {
        Require(key);
        return S3BlobUri.Of(bucket.Place, key);
    }

    /// <inheritdoc />
    public async Task<BlobInfo> PutAsync(string key, Stream content, CancellationToken cancel = default)
    {
        Require(key);
        cancel.ThrowIfCancellationRequested();
        return await puts.RunAsync(key, content, cancel);
    }

    /// <inheritdoc />
    public async Task<Stream?> GetAsync(string key, long offset = 0, long? length = null, CancellationToken cancel = default)
    {
        Require(key);
        BlobRange.Require(offset, length);
        // No range of S3's is empty.
        if (length == 0)
            return await FindAsync(key, cancel) is null ? null : Stream.Null;
        return await new BlobGet(bucket, key, offset, length).OpenAsync(time, cancel);
    }

    /// <inheritdoc />
    public async Task<BlobInfo?> FindAsync(string key, CancellationToken cancel = default)
    {
        Require(key);
        var found = await bucket.RunAsync(S3Call.Head, key, (s3, token) => HeadAsync(s3, bucket.ObjectOf(key), token), cancel);
        if (found is null)
            await RequireBucketAsync(key, cancel);
        return found is null ? null : new(key, found.ContentLength, ContentChecks.WholeDigest(found.Metadata, found.ChecksumSHA256));
    }

    /// <inheritdoc />
    public IAsyncEnumerable<BlobInfo> ListAsync(string prefix, CancellationToken cancel = default) => S3Listing.OfAsync(bucket, prefix, cancel);

    /// <inheritdoc />
    public async Task DeleteAsync(string key, CancellationToken cancel = default)
    {
        Require(key);
        await bucket.RunAsync(S3Call.Delete, key, (s3, token) => s3.DeleteObjectAsync(bucket.Name, bucket.ObjectOf(key), token), cancel);
    }

    /// <summary>Removes what puts of dead processes left behind: uploads in parts that are neither completed nor aborted.</summary>
    /// <param name="before">Only what was begun before this time: a put that is under way is younger.</param>
    /// <param name="cancel">Ends the call.</param>
    public Task RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancel = default) => UnfinishedUploads.RemoveAsync(bucket, before, cancel);

    /// <summary>Ends the store; the client is its maker's.</summary>
    public void Dispose() => slots.Dispose();

    private async Task<GetObjectMetadataResponse?> HeadAsync(IAmazonS3 s3, string objectKey, CancellationToken cancel)
    {
        try
        {
            return await s3.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = bucket.Name, Key = objectKey, ChecksumMode = ChecksumMode.ENABLED }, cancel);
        }
        catch (AmazonServiceException error) when (S3Fault.IsNoObject(error))
        {
            return null;
        }
    }

    // A HEAD answers alike where there is no object and where there is no bucket.
    private async Task RequireBucketAsync(string key, CancellationToken cancel)
    {
        if (bucketWasSeen)
            return;
        await bucket.RunAsync(S3Call.HeadBucket, key, (s3, token) => s3.HeadBucketAsync(new() { BucketName = bucket.Name }, token), cancel);
        bucketWasSeen = true;
    }

    private void Require(string key)
    {
        BlobKey.Require(key);
        if (Encoding.UTF8.GetByteCount(bucket.ObjectOf(key)) > BlobKey.MostBytes)
            throw new ArgumentException($"The blob key \"{key}\" is longer than {BlobKey.MostBytes} bytes with the prefix \"{bucket.Place.Prefix}\". Take a shorter prefix.", nameof(key));
    }
}
