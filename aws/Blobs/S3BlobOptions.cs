namespace Muster.Aws.Blobs;

/// <summary>How blobs are sent to S3. A store holds at most <see cref="PartsAtOnce"/> parts that are being sent, and one more for each put under way.</summary>
public sealed record S3BlobOptions
{
    /// <summary>Least bytes of a part: 5 MiB, S3's limit (docs.aws.amazon.com, "Amazon S3 multipart upload limits", 2026-11).</summary>
    public const int LeastPartBytes = 5 * 1024 * 1024;

    /// <summary>Most bytes of a part that we hold in memory: 1 GiB (S3 would take 5 GiB).</summary>
    public const int MostPartBytes = 1024 * 1024 * 1024;

    /// <summary>Most parts of an object: 10,000, S3's limit (same source).</summary>
    public const int MostParts = 10_000;

    /// <summary>
    /// Bytes of a part, <see cref="LeastPartBytes"/> to <see cref="MostPartBytes"/>; default 16 MiB. What is not longer is one
    /// request; a blob has at most <see cref="MostParts"/> parts, so the default allows 156 GiB.
    /// </summary>
    public int PartBytes
    {
        get;
        init => field = value is >= LeastPartBytes and <= MostPartBytes ? value : throw new ArgumentOutOfRangeException(
            nameof(PartBytes), value, $"A part of an upload to S3 has {LeastPartBytes} to {MostPartBytes} bytes.");
    } = 16 * 1024 * 1024;

    /// <summary>Most parts that are being sent at once, over all puts of a store, 1 to 64; default 4.</summary>
    public int PartsAtOnce
    {
        get;
        init => field = value is >= 1 and <= 64 ? value : throw new ArgumentOutOfRangeException(
            nameof(PartsAtOnce), value, "1 to 64 parts can be sent to S3 at once.");
    } = 4;
}
