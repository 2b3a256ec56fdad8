using System.Text.RegularExpressions;
using Muster.Stores;

namespace Muster.Aws.Blobs;

/// <summary>Where a store's blobs are: a bucket, the region that it is in, and what the keys of its objects start with.</summary>
public sealed partial record S3BlobPlace
{
    /// <summary>A place.</summary>
    /// <param name="region">Such as <c>eu-central-1</c>.</param>
    /// <param name="bucket">A general purpose bucket: directory buckets list in no order.</param>
    /// <param name="prefix">Parts separated by <c>/</c>, as in a blob's key; objects are below it. Empty: the bucket's top.</param>
    /// <exception cref="ArgumentException">Names the value and what is allowed.</exception>
    public S3BlobPlace(string region, string bucket, string prefix = "")
    {
        if (!RegionPattern().IsMatch(region))
            throw new ArgumentException($"\"{region}\" is no AWS region. One looks like \"eu-central-1\".", nameof(region));
        if (!BucketPattern().IsMatch(bucket))
            throw new ArgumentException($"\"{bucket}\" is no S3 bucket's name. One has 3 to 63 lower-case letters, digits, dots and hyphens.", nameof(bucket));
        if (bucket.EndsWith("--x-s3", StringComparison.Ordinal))
            throw new ArgumentException($"\"{bucket}\" is a directory bucket, which lists in no order. Take a general purpose bucket.", nameof(bucket));
        if (prefix.Length > 0)
            BlobKey.Require(prefix);
        (Region, Bucket, Prefix) = (region, bucket, prefix);
    }

    /// <summary>The region's code.</summary>
    public string Region { get; }

    /// <summary>The bucket's name.</summary>
    public string Bucket { get; }

    /// <summary>What is before the blobs' keys, without the slash between; empty: nothing.</summary>
    public string Prefix { get; }

    /// <summary>The object's key for the start of a blob's key.</summary>
    internal string ObjectKeyOf(string blobKey) => Above + blobKey;

    /// <summary>The blob's key for an object's key.</summary>
    internal string BlobKeyOf(string objectKey) => objectKey[Above.Length..];

    private string Above => Prefix.Length == 0 ? "" : Prefix + "/";

    [GeneratedRegex(@"^[a-z]{2,}(-[a-z0-9]+)+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegionPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BucketPattern();
}
