using System.Runtime.CompilerServices;
using Amazon.S3.Model;
using Muster.Aws.Blobs.Calls;
using Muster.Stores;

namespace Muster.Aws.Blobs;

/// <summary>The objects of a bucket by ascending key, a page of at most 1,000 at a time.</summary>
internal static class S3Listing
{
    /// <summary>The blobs whose keys start with a prefix.</summary>
    public static async IAsyncEnumerable<BlobInfo> OfAsync(BlobBucket bucket, string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? next = null;
        do
        {
            var page = await PageAsync(bucket, prefix, next, cancel);
            foreach (var found in page.S3Objects ?? [])
            {
                cancel.ThrowIfCancellationRequested();
                // Consoles make empty objects that end so to show folders; no blob has such a key.
                if (!found.Key.EndsWith('/'))
                    yield return new(bucket.Place.BlobKeyOf(found.Key), found.Size ?? 0, null);
            }

            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    private static Task<ListObjectsV2Response> PageAsync(BlobBucket bucket, string prefix, string? next, CancellationToken cancel) => bucket.Calls.RunAsync(
        S3Call.List,
        $"The blobs at \"{prefix}\"",
        token => bucket.Client.ListObjectsV2Async(new() { BucketName = bucket.Name, Prefix = bucket.ObjectOf(prefix), ContinuationToken = next }, token),
        cancel);
}
