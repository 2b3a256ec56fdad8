namespace Muster.Reports;

/// <summary>Keeps the few things of the greatest height; of equal ones, those of the lower index.</summary>
/// <typeparam name="T">The things.</typeparam>
/// <param name="most">How many, 1 or more.</param>
public sealed class TopFew<T>(int most)
{
    private readonly PriorityQueue<T, Rank> kept = new();

    /// <summary>Looks at a thing; it is made only if it is kept for now.</summary>
    /// <param name="height">Finite.</param>
    /// <param name="index">Which it is.</param>
    /// <param name="make">Makes it.</param>
    public void Add(double height, long index, Func<T> make)
    {
        var rank = new Rank(height, index);
        if (kept.Count == most && kept.TryPeek(out _, out var last) && rank.CompareTo(last) < 0)
            return;
        kept.Enqueue(make(), rank);
        if (kept.Count > most)
            kept.Dequeue();
    }

    /// <summary>What was kept, the greatest first.</summary>
    public IReadOnlyList<T> Items => [.. kept.UnorderedItems.OrderByDescending(entry => entry.Priority).Select(entry => entry.Element)];

    private readonly record struct Rank(double Height, long Index) : IComparable<Rank>
    {
        public int CompareTo(Rank other) => Height.CompareTo(other.Height) is not 0 and var order ? order : other.Index.CompareTo(Index);
    }
}
