using Amazon.S3.Model;
using Muster.Aws.Blobs.Calls;

namespace Muster.Aws.Blobs;

/// <summary>Uploads in parts that nobody completed or aborted: those of processes that died. They cost as much as objects.</summary>
internal static class UnfinishedUploads
{
    /// <summary>Aborts those that were begun before a time.</summary>
    public static async Task RemoveAsync(BlobBucket bucket, DateTimeOffset before, CancellationToken cancel)
    {
        ListMultipartUploadsResponse? page = null;
        do
        {
            page = await PageAsync(bucket, page, cancel);
            foreach (var upload in page.MultipartUploads ?? [])
            {
                if (upload.Initiated is { } begun && begun.ToUniversalTime() < before.UtcDateTime)
                    await AbortAsync(bucket, upload, cancel);
            }
        }
        while (page.IsTruncated == true);
    }

    private static Task<ListMultipartUploadsResponse> PageAsync(BlobBucket bucket, ListMultipartUploadsResponse? last, CancellationToken cancel) => bucket.Calls.RunAsync(
        S3Call.ListUploads,
        "Unfinished uploads",
        token => bucket.Client.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = bucket.Name, Prefix = bucket.ObjectOf(""), KeyMarker = last?.NextKeyMarker, UploadIdMarker = last?.NextUploadIdMarker }, token),
        cancel);

    private static Task AbortAsync(BlobBucket bucket, MultipartUpload upload, CancellationToken cancel) => bucket.RunAsync(
        S3Call.Abort,
        bucket.Place.BlobKeyOf(upload.Key),
        async (s3, token) =>
        {
            try
            {
                await s3.AbortMultipartUploadAsync(bucket.Name, upload.Key, upload.UploadId, token);
            }
            catch (Amazon.S3.AmazonS3Exception error) when (S3Fault.IsNoUpload(error))
            {
                // It was completed or aborted since.
            }

            return true;
        },
        cancel);
}
