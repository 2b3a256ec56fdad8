using System.Security.Cryptography;

namespace Muster.Aws.Blobs.Gets;

/// <summary>The digest of the digests of the parts: see <see cref="CompositeDigest"/>.</summary>
internal sealed class PartsCheck : IContentCheck
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<byte[]> parts = [];
    private readonly string kept;
    private readonly int partBytes;
    private int left;

    /// <summary>A check.</summary>
    /// <param name="kept">The composite that S3 kept.</param>
    /// <param name="partBytes">Bytes of each part but the last.</param>
    public PartsCheck(string kept, int partBytes) => (this.kept, this.partBytes, left) = (kept, partBytes, partBytes);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var fitting = Math.Min(left, bytes.Length);
            hash.AppendData(bytes[..fitting]);
            bytes = bytes[fitting..];
            left -= fitting;
            if (left == 0)
                ClosePart();
        }
    }

    public (string Kept, string Found) End()
    {
        if (left < partBytes)
            ClosePart();
        return (kept, CompositeDigest.Of(parts));
    }

    public void Dispose() => hash.Dispose();

    private void ClosePart()
    {
        parts.Add(hash.GetHashAndReset());
        left = partBytes;
    }
}
