namespace Muster.Stores;

/// <summary>What part of a blob may be asked for; alike in every store of blobs. A range past the end gives what is there.</summary>
public static class BlobRange
{
    /// <summary>Throws unless a range can be asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the value and what is allowed.</exception>
    public static void Require(long offset, long? length)
    {
        if (offset < 0)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, "A blob's bytes are counted from 0.");
        if (length < 0)
            throw new ArgumentOutOfRangeException(nameof(length), length, "A part of a blob has 0 bytes or more.");
    }
}
