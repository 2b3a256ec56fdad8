namespace Muster.Outputs;

/// <summary>Reads bytes from an offset on, as many as there are.</summary>
/// <param name="offset">0-based.</param>
/// <param name="into">Where to.</param>
public delegate int ReadAt(long offset, Span<byte> into);

/// <summary>Finds the last lines of something long by reading from its end.</summary>
public static class LastLines
{
    private const int BlockBytes = 8192;

    /// <summary>Where the last lines begin. What follows the last line's end counts as a line, too.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="lines">How many lines, 0 or more.</param>
    /// <param name="read">Reads from it.</param>
    public static long StartOf(long length, int lines, ReadAt read)
    {
        if (lines == 0)
            return length;
        var (block, end) = (new byte[BlockBytes], length);
        while (end > 0)
        {
            var start = Math.Max(0, end - BlockBytes);
            var part = block.AsSpan(0, (int)(end - start));
            Fill(part, start, read);
            for (var i = part.Length - 1; i >= 0; i--)
            {
                // The line's end at the very end closes the last line; it begins none.
                if (part[i] == '\n' && start + i != length - 1 && --lines == 0)
                    return start + i + 1;
            }

            end = start;
        }

        return 0;
    }

    private static void Fill(Span<byte> part, long offset, ReadAt read)
    {
        while (part.Length > 0 && read(offset, part) is var more and > 0)
        {
            part = part[more..];
            offset += more;
        }
    }
}
