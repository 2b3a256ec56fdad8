using System.Security.Cryptography;

namespace Muster.Aws.Blobs.Gets;

/// <summary>The digest of all bytes.</summary>
internal sealed class WholeCheck : IContentCheck
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string kept;

    /// <summary>A check.</summary>
    /// <param name="kept">The SHA-256 that was kept, in lower-case hex.</param>
    public WholeCheck(string kept) => this.kept = kept;

    public void Append(ReadOnlySpan<byte> bytes) => hash.AppendData(bytes);

    public (string Kept, string Found) End() => (kept, Convert.ToHexStringLower(hash.GetHashAndReset()));

    public void Dispose() => hash.Dispose();
}
