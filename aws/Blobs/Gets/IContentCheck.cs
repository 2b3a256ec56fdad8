namespace Muster.Aws.Blobs.Gets;

/// <summary>Holds the bytes of an object against what was kept when it was written.</summary>
internal interface IContentCheck : IDisposable
{
    /// <summary>Takes the bytes that follow.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>What was kept, and what the bytes give; once, after the last of them.</summary>
    (string Kept, string Found) End();
}
