namespace Muster.Aws.Blobs.Puts;

/// <summary>The bytes of one part. The buffer of a short content stays short.</summary>
internal sealed class PartBuffer
{
    private readonly int most;
    private byte[] bytes;

    /// <summary>An empty part.</summary>
    /// <param name="expected">Bytes that are expected; it grows when there are more.</param>
    /// <param name="most">Bytes of a full part.</param>
    public PartBuffer(long expected, int most)
    {
        this.most = most;
        bytes = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(expected, 1, most));
    }

    /// <summary>Bytes in it.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no more fit.</summary>
    public bool IsFull => Count == most;

    /// <summary>What is in it.</summary>
    public ReadOnlyMemory<byte> Content => bytes.AsMemory(0, Count);

    /// <summary>Reads until it is full or the content ends, instead of what was in it.</summary>
    public async Task FillAsync(Stream content, CancellationToken cancel)
    {
        for (Count = 0; !IsFull;)
        {
            if (Count == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(most, 2L * bytes.Length));
            if (await content.ReadAsync(bytes.AsMemory(Count), cancel) is not (> 0 and var read))
                return;
            Count += read;
        }
    }

    /// <summary>A stream over what is in it; a call that is tried again takes another one.</summary>
    public MemoryStream Open() => new(bytes, 0, Count, writable: false);
}
