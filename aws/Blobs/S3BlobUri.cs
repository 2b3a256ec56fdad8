namespace Muster.Aws.Blobs;

/// <summary>
/// The URI of an object: <c>s3://BUCKET/KEY?region=REGION</c>. Bucket and key are where every S3 tool has them, and the region,
/// which those leave out, is there for a reader who knows nothing else. Each part of the key is escaped for itself.
/// </summary>
public static class S3BlobUri
{
    private const string Scheme = "s3";
    private const string RegionParameter = "?region=";

    /// <summary>The URI of an object.</summary>
    /// <param name="place">Where the blobs are.</param>
    /// <param name="key">The blob's key, below the place's prefix.</param>
    public static Uri Of(S3BlobPlace place, string key)
    {
        var path = string.Join('/', place.ObjectKeyOf(key).Split('/').Select(Uri.EscapeDataString));
        return new($"{Scheme}://{place.Bucket}/{path}{RegionParameter}{place.Region}");
    }

    /// <summary>Reads a URI; the place has no prefix, so the key is the object's.</summary>
    /// <exception cref="ArgumentException">Names the URI and what is wrong with it.</exception>
    public static (S3BlobPlace Place, string Key) Parse(Uri uri)
    {
        if (!uri.IsAbsoluteUri || uri.Scheme != Scheme)
            throw Bad(uri, "does not start with \"s3://\"");
        if (!uri.Query.StartsWith(RegionParameter, StringComparison.Ordinal))
            throw Bad(uri, "does not tell the region");
        if (uri.AbsolutePath.Length < 2)
            throw Bad(uri, "has no key");
        var place = new S3BlobPlace(uri.Query[RegionParameter.Length..], uri.Host);
        return (place, string.Join('/', uri.AbsolutePath[1..].Split('/').Select(Uri.UnescapeDataString)));
    }

    private static ArgumentException Bad(Uri uri, string problem) =>
        new($"The URI \"{uri}\" {problem}. An object's URI is s3://BUCKET/KEY?region=REGION, such as s3://results/runs/ID/spec.json?region=eu-central-1.", nameof(uri));
}
