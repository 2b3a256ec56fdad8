using System.Security.Cryptography;

namespace Muster.Aws.Blobs;

/// <summary>
/// What S3 keeps as the SHA-256 of an object that came in parts: the digest of the parts' digests in base64, a hyphen, and how many
/// there are (docs.aws.amazon.com, "Checking object integrity in Amazon S3", composite checksums, 2026-11).
/// </summary>
internal static class CompositeDigest
{
    /// <summary>The checksum over the digests of the parts, in their order.</summary>
    public static string Of(IReadOnlyCollection<byte[]> parts) => $"{Convert.ToBase64String(SHA256.HashData(parts.SelectMany(part => part).ToArray()))}-{parts.Count}";

    /// <summary>Whether a checksum is of this kind.</summary>
    public static bool Is(string? checksum) => checksum?.Contains('-', StringComparison.Ordinal) == true;
}
