using Amazon.S3.Model;
using Muster.Aws.Blobs.Calls;

namespace Muster.Aws.Blobs.Puts;

/// <summary>A content that is one request. S3 refuses it when the bytes do not have the digest that goes along.</summary>
internal static class SinglePut
{
    /// <summary>Writes the object.</summary>
    /// <param name="bucket">Where.</param>
    /// <param name="key">The blob's key.</param>
    /// <param name="part">The content.</param>
    /// <param name="digest">Its SHA-256.</param>
    /// <param name="cancel">Ends the call.</param>
    public static Task RunAsync(BlobBucket bucket, string key, PartBuffer part, byte[] digest, CancellationToken cancel) =>
        bucket.RunAsync(S3Call.Put, key, (s3, token) => s3.PutObjectAsync(RequestOf(bucket, key, part, digest), token), cancel);

    private static PutObjectRequest RequestOf(BlobBucket bucket, string key, PartBuffer part, byte[] digest) => new()
    {
        BucketName = bucket.Name,
        Key = bucket.ObjectOf(key),
        InputStream = part.Open(),
        UseChunkEncoding = false,
        ChecksumSHA256 = Convert.ToBase64String(digest),
        Metadata = { [BlobMarks.Sha256] = Convert.ToHexStringLower(digest) },
        Headers = { ContentLength = part.Count },
    };
}
