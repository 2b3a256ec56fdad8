using System.Globalization;
using Amazon.S3.Model;

namespace Muster.Aws.Blobs.Gets;

/// <summary>Which check an object allows.</summary>
internal static class ContentChecks
{
    /// <summary>The check of a whole object; null where nobody kept a SHA-256 with it, as when another tool wrote it.</summary>
    public static IContentCheck? Of(GetObjectResponse answer)
    {
        if (WholeDigest(answer.Metadata, answer.ChecksumSHA256) is { } whole)
            return new WholeCheck(whole);
        return CompositeDigest.Is(answer.ChecksumSHA256) && PartBytes(answer.Metadata) is { } bytes ? new PartsCheck(answer.ChecksumSHA256, bytes) : null;
    }

    /// <summary>The SHA-256 of all bytes in lower-case hex; null where it was not kept.</summary>
    /// <param name="metadata">Of the object.</param>
    /// <param name="checksum">S3's own of the object; null: none.</param>
    public static string? WholeDigest(MetadataCollection metadata, string? checksum)
    {
        if (metadata[BlobMarks.Sha256] is { Length: 64 } kept)
            return kept;
        return string.IsNullOrEmpty(checksum) || CompositeDigest.Is(checksum) ? null : Convert.ToHexStringLower(Convert.FromBase64String(checksum));
    }

    private static int? PartBytes(MetadataCollection metadata) =>
        int.TryParse(metadata[BlobMarks.PartBytes], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0 ? bytes : null;
}
