using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Muster.Aws.Blobs.Calls;

namespace Muster.Aws.Blobs.Puts;

/// <summary>
/// One upload in parts: begun, then completed, which makes the object appear whole; or aborted, which leaves nothing. Each part
/// goes with its digest, and the completion names them all, so S3 refuses parts that changed, are missing or are others'.
/// </summary>
internal sealed class MultipartPut
{
    private readonly BlobBucket bucket;
    private readonly string key;
    private readonly string id;

    private MultipartPut(BlobBucket bucket, string key, string id) => (this.bucket, this.key, this.id) = (bucket, key, id);

    /// <summary>Begins an upload.</summary>
    public static async Task<MultipartPut> BeginAsync(BlobBucket bucket, string key, int partBytes, CancellationToken cancel)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = bucket.Name,
            Key = bucket.ObjectOf(key),
            ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
            ChecksumType = ChecksumType.COMPOSITE,
            Metadata = { [BlobMarks.PartBytes] = partBytes.ToString(CultureInfo.InvariantCulture) },
        };
        var answer = await bucket.RunAsync(S3Call.Begin, key, (s3, token) => s3.InitiateMultipartUploadAsync(request, token), cancel);
        return new(bucket, key, answer.UploadId);
    }

    /// <summary>Sends a part.</summary>
    /// <param name="number">1-based.</param>
    /// <param name="part">Its bytes, not to be changed meanwhile.</param>
    /// <param name="cancel">Ends the call.</param>
    public async Task<SentPart> SendAsync(int number, PartBuffer part, CancellationToken cancel)
    {
        var digest = System.Security.Cryptography.SHA256.HashData(part.Content.Span);
        var answer = await bucket.RunAsync(S3Call.SendPart, key, (s3, token) => s3.UploadPartAsync(
            new()
            {
                BucketName = bucket.Name,
                Key = bucket.ObjectOf(key),
                UploadId = id,
                PartNumber = number,
                PartSize = part.Count,
                InputStream = part.Open(),
                UseChunkEncoding = false,
                ChecksumSHA256 = Convert.ToBase64String(digest),
            },
            token), cancel);
        return new(number, answer.ETag, digest);
    }

    /// <summary>Makes the object of all parts.</summary>
    /// <param name="parts">In the order of their numbers.</param>
    /// <param name="length">Bytes of all.</param>
    /// <param name="cancel">Ends the call.</param>
    public Task CompleteAsync(IReadOnlyList<SentPart> parts, long length, CancellationToken cancel)
    {
        var composite = CompositeDigest.Of([.. parts.Select(part => part.Digest)]);
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = bucket.Name,
            Key = bucket.ObjectOf(key),
            UploadId = id,
            ChecksumType = ChecksumType.COMPOSITE,
            MpuObjectSize = length,
            PartETags = [.. parts.Select(part => new PartETag(part.Number, part.ETag) { ChecksumSHA256 = Convert.ToBase64String(part.Digest) })],
        };
        return bucket.RunAsync(S3Call.Complete, key, async (s3, token) =>
        {
            try
            {
                await s3.CompleteMultipartUploadAsync(request, token);
                return true;
            }
            catch (AmazonS3Exception error) when (S3Fault.IsNoUpload(error))
            {
                // An earlier try may have done it, and only its answer was lost: then the object is there.
                if (await IsThereAsync(s3, composite, token))
                    return true;
                throw;
            }
        }, cancel);
    }

    /// <summary>Leaves nothing of the upload, if S3 lets us; no part may be under way.</summary>
    /// <param name="cancel">Ends the call.</param>
    public async Task AbortAsync(CancellationToken cancel)
    {
        try
        {
            await bucket.RunAsync(S3Call.Abort, key, (s3, token) => s3.AbortMultipartUploadAsync(bucket.Name, bucket.ObjectOf(key), id, token), cancel);
        }
        catch (Exception error) when (error is Stores.StoreUnavailableException or AwsProblemException or OperationCanceledException)
        {
            // The error that led here is what is told. What is left is for RemoveUnfinishedAsync, or the bucket's lifecycle rule.
        }
    }

    private async Task<bool> IsThereAsync(IAmazonS3 s3, string composite, CancellationToken cancel)
    {
        try
        {
            var found = await s3.GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = bucket.Name, Key = bucket.ObjectOf(key), ChecksumMode = ChecksumMode.ENABLED }, cancel);
            return found.ChecksumSHA256 == composite;
        }
        catch (AmazonServiceException error) when (S3Fault.IsNoObject(error))
        {
            return false;
        }
    }
}

/// <summary>A part that S3 has.</summary>
/// <param name="Number">1-based.</param>
/// <param name="ETag">S3's name for it.</param>
/// <param name="Digest">The SHA-256 of its bytes.</param>
internal sealed record SentPart(int Number, string ETag, byte[] Digest);
