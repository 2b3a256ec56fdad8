namespace Muster.Aws.Blobs;

/// <summary>What is kept with an object as its metadata.</summary>
internal static class BlobMarks
{
    /// <summary>The SHA-256 of the content in lower-case hex, where the object was written in one request.</summary>
    public const string Sha256 = "x-amz-meta-sha256";

    /// <summary>The bytes of each part but the last, where it was written in parts.</summary>
    public const string PartBytes = "x-amz-meta-part-bytes";
}
