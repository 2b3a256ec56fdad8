using Muster.Placement;
using Muster.Sets;

namespace Muster.Chunks;

/// <summary>The points of a round that share one placement, cut into chunks of a fixed stride. Decided when the round opens; never changes.</summary>
public sealed record PoolPlan
{
    /// <summary>0-based number in the round.</summary>
    public required int Number { get; init; }

    /// <summary>The pool's points by their index in the run.</summary>
    public required IndexSet Points { get; init; }

    /// <summary>Points per chunk, 1 to <see cref="StridePolicy.Longest"/>; the last chunk may have fewer.</summary>
    public required int Stride { get; init; }

    /// <summary>Where the points may run.</summary>
    public PlacementSpec Placement { get; init; } = PlacementSpec.Anywhere;

    /// <summary>Number of chunks.</summary>
    public long ChunkCount => (Points.Count + Stride - 1) / Stride;

    /// <summary>Number of points in a chunk.</summary>
    public int SizeOf(long chunk) => (int)Math.Min(Stride, Points.Count - chunk * Stride);

    /// <summary>The run's index of a chunk's point.</summary>
    /// <param name="chunk">0-based.</param>
    /// <param name="offset">0-based in the chunk.</param>
    public long PointAt(long chunk, int offset) => Points.At(chunk * Stride + offset);

    /// <summary>The chunk and the offset in it of a point; null when the pool has no such point.</summary>
    public (long Chunk, int Offset)? Find(long point) => Points.PositionOf(point) is >= 0 and var position
        ? (position / Stride, (int)(position % Stride))
        : null;
}

/// <summary>How many points share a chunk.</summary>
public static class StridePolicy
{
    /// <summary>The longest stride: 64 outcomes stay within a few kilobytes of one record.</summary>
    public const int Longest = 64;

    /// <summary>Up to so many points each is a chunk of its own, so that no result waits for another.</summary>
    public const long Small = 1000;

    /// <summary>
    /// The stride of a pool: 1 up to 1,000 points, then the power of two that keeps about a thousand chunks, at most 64.
    /// </summary>
    public static int For(long points)
    {
        var stride = 1;
        while (stride < Longest && points > Small * stride)
            stride *= 2;
        return stride;
    }
}
