using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Muster.Aws.Blobs.Calls;

namespace Muster.Aws.Blobs.Gets;

/// <summary>One get: what is wanted of an object, from where reading stands.</summary>
internal sealed class BlobGet
{
    private readonly BlobBucket bucket;
    private readonly long offset;
    private readonly long? length;

    /// <summary>A get.</summary>
    /// <param name="bucket">Where.</param>
    /// <param name="key">The blob's key.</param>
    /// <param name="offset">First byte wanted.</param>
    /// <param name="length">Bytes wanted, at least 1; null: to the end.</param>
    public BlobGet(BlobBucket bucket, string key, long offset, long? length) => (this.bucket, Key, this.offset, this.length) = (bucket, key, offset, length);

    /// <summary>The blob's key.</summary>
    public string Key { get; }

    /// <summary>Whether the object is wanted from its first byte to its last.</summary>
    public bool IsWhole => offset == 0 && length is null;

    /// <summary>Opens what is wanted; null: there is no such object.</summary>
    public Task<Stream?> OpenAsync(TimeProvider time, CancellationToken cancel) => bucket.RunAsync<Stream?>(S3Call.Get, Key, async (s3, token) =>
    {
        try
        {
            var answer = await s3.GetObjectAsync(RequestOf(0, etag: null), token);
            return new BlobStream(this, answer, IsWhole ? ContentChecks.Of(answer) : null, time);
        }
        catch (AmazonServiceException error) when (S3Fault.IsNoObject(error))
        {
            return null;
        }
        catch (AmazonServiceException error) when (S3Fault.IsPastEnd(error))
        {
            return Stream.Null;
        }
    }, cancel);

    /// <summary>Opens the rest of what is wanted.</summary>
    /// <param name="position">Bytes that were read.</param>
    /// <param name="etag">Of the object that they are from.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="AwsProblemException">The object is gone, or another one by now.</exception>
    public Task<GetObjectResponse> ReopenAsync(long position, string etag, CancellationToken cancel) => bucket.RunAsync(S3Call.Get, Key, async (s3, token) =>
    {
        try
        {
            var answer = await s3.GetObjectAsync(RequestOf(position, etag), token);
            if (answer.ETag == etag)
                return answer;
            answer.Dispose();
            throw Replaced(position);
        }
        catch (AmazonServiceException error) when (S3Fault.IsNoObject(error) || S3Fault.IsReplaced(error) || S3Fault.IsPastEnd(error))
        {
            throw Replaced(position);
        }
    }, cancel);

    /// <summary>The error for bytes that are not those that were written.</summary>
    public AwsProblemException Differs(string how) => new(
        $"The blob {Key} in the bucket {bucket.Name} ({bucket.Place.Region}) is not what was written: {how}. Do not use it; read it again, and if that fails too, write it anew.");

    private AwsProblemException Replaced(long position) => new(
        $"The blob {Key} could not be read further than byte {offset + position}: the connection broke, and it was replaced or removed in the bucket {bucket.Name} ({bucket.Place.Region}) meanwhile. Read it again from its start.");

    private GetObjectRequest RequestOf(long position, string? etag) => new()
    {
        BucketName = bucket.Name,
        Key = bucket.ObjectOf(Key),
        ByteRange = RangeFrom(offset + position),
        EtagToMatch = etag,
        ChecksumMode = IsWhole && position == 0 ? ChecksumMode.ENABLED : null,
    };

    // A whole object is asked for without a range: an empty one has none.
    private ByteRange? RangeFrom(long first)
    {
        if (first == 0 && length is null)
            return null;
        var last = length is { } bytes && bytes <= long.MaxValue - offset ? (offset + bytes - 1).ToString(CultureInfo.InvariantCulture) : "";
        return new($"bytes={first}-{last}");
    }
}
