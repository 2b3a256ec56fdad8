using Muster.Points;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Chunks;

/// <summary>
/// One record for a fixed stride of a pool's points: who owns it, under which epoch, and how its points ended.
/// A chunk without a record was never claimed. The outcome and its count are the same write (promise 3).
/// </summary>
public sealed record ChunkRecord : IVersioned
{
    /// <summary>The key.</summary>
    public required ChunkKey Key { get; init; }

    /// <inheritdoc />
    public required long Version { get; init; }

    /// <summary>Grows by one with every claim and every release; a write under another epoch is refused (promise 2).</summary>
    public required long Epoch { get; init; }

    /// <summary>The worker that owns it under this epoch; null: free, or closed.</summary>
    public string? Owner { get; init; }

    /// <summary>How often an owner was lost.</summary>
    public int Losses { get; init; }

    /// <summary>A line per point of the chunk, in the order of the pool's points.</summary>
    public required IReadOnlyList<PointEntry> Entries { get; init; }

    /// <summary>Whether every point has ended.</summary>
    public bool IsClosed => Entries.All(entry => entry.State.IsTerminal());

    /// <summary>How the points ended so far.</summary>
    public PointCounts Counts => Entries.Aggregate(default(PointCounts), (counts, entry) => counts.With(entry.State));
}
