namespace Muster.Reports;

/// <summary>
/// An even sample of things by their indexes: those whose mixed index is least. It is the same whatever the order, meets no rhythm of a grid
/// (as every tenth would), and a smaller sample is a part of a greater one.
/// </summary>
/// <typeparam name="T">The things.</typeparam>
/// <param name="most">How many to keep, 1 or more.</param>
public sealed class EvenSample<T>(int most)
{
    private readonly PriorityQueue<(ulong Rank, T Item), ulong> kept = new(Comparer<ulong>.Create((left, right) => right.CompareTo(left)));

    /// <summary>How many there were.</summary>
    public long Seen { get; private set; }

    /// <summary>Looks at a thing; it is made only if it is kept.</summary>
    /// <param name="index">Its index; each comes once.</param>
    /// <param name="make">Makes it.</param>
    public void Add(long index, Func<T> make)
    {
        Seen++;
        var rank = IndexMix.Of(index);
        if (kept.Count == most && kept.Peek().Rank < rank)
            return;
        kept.Enqueue((rank, make()), rank);
        if (kept.Count > most)
            kept.Dequeue();
    }

    /// <summary>What was kept; the first so many of it are a smaller sample.</summary>
    public IReadOnlyList<T> Items => [.. kept.UnorderedItems.OrderBy(entry => entry.Priority).Select(entry => entry.Element.Item)];
}

/// <summary>Chance without chance: a number that looks random, and is always the same for an index.</summary>
public static class IndexMix
{
    /// <summary>A number that is different for each index and follows no rhythm (SplitMix64's finisher).</summary>
    public static ulong Of(long index)
    {
        unchecked
        {
            var mixed = (ulong)index + 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
