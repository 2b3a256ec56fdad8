using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Muster.Sets;

/// <summary>
/// An immutable set of 0-based indexes, kept as sorted, disjoint, non-adjacent ranges; its text is <c>0-9,12</c>.
/// Costs grow with the number of ranges, not of indexes: a million points in a row are one range.
/// </summary>
[JsonConverter(typeof(JsonText))]
public sealed class IndexSet : IEquatable<IndexSet>
{
    private readonly IndexRange[] ranges;
    private readonly long[] before;

    private IndexSet(IndexRange[] ranges)
    {
        this.ranges = ranges;
        before = new long[ranges.Length];
        long count = 0;
        for (var i = 0; i < ranges.Length; i++)
        {
            before[i] = count;
            count += ranges[i].Count;
        }

        Count = count;
    }

    /// <summary>The set without members.</summary>
    public static IndexSet Empty { get; } = new([]);

    /// <summary>The indexes 0 to <paramref name="count"/> − 1.</summary>
    /// <param name="count">0 or more.</param>
    public static IndexSet FirstOf(long count) => count == 0 ? Empty : OfRanges([new IndexRange(0, count - 1)]);

    /// <summary>The set of some indexes, in any order, repeats allowed.</summary>
    public static IndexSet Of(IEnumerable<long> indexes) => OfRanges(indexes.Select(index => new IndexRange(index, index)));

    /// <summary>The set of some ranges, in any order, overlaps allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A range is empty or reaches below 0 or to <see cref="long.MaxValue"/>.</exception>
    public static IndexSet OfRanges(IEnumerable<IndexRange> ranges) => Merged([.. ranges]);

    /// <summary>Number of members.</summary>
    public long Count { get; }

    /// <summary>The ranges in ascending order.</summary>
    public IReadOnlyList<IndexRange> Ranges => ranges;

    /// <summary>The members in ascending order.</summary>
    public IEnumerable<long> Members => ranges.SelectMany(range => range.Members);

    /// <summary>Whether an index is a member.</summary>
    public bool Contains(long index) => FindRange(index) >= 0;

    /// <summary>The member at a 0-based position in ascending order.</summary>
    public long At(long position)
    {
        if (position < 0 || position >= Count)
            throw new ArgumentOutOfRangeException(nameof(position), position, $"The set has {Count} members.");
        var found = Array.BinarySearch(before, position);
        var range = found >= 0 ? found : ~found - 1;
        return ranges[range].First + (position - before[range]);
    }

    /// <summary>The 0-based position of a member in ascending order; −1 when it is none.</summary>
    public long PositionOf(long index) => FindRange(index) is >= 0 and var range ? before[range] + (index - ranges[range].First) : -1;

    /// <summary>This set and an index.</summary>
    public IndexSet With(long index) => Contains(index) ? this : Union(new IndexSet([new IndexRange(index, index)]));

    /// <summary>The members of either set.</summary>
    public IndexSet Union(IndexSet other) =>
        other.Count == 0 ? this : Count == 0 ? other : OfRanges(ranges.Concat(other.ranges));

    /// <summary>The members of this set that are not in the other.</summary>
    public IndexSet Except(IndexSet other)
    {
        var left = new List<IndexRange>();
        var o = 0;
        foreach (var range in ranges)
        {
            var first = range.First;
            while (o < other.ranges.Length && other.ranges[o].Last < first)
                o++;
            for (var i = o; i < other.ranges.Length && other.ranges[i].First <= range.Last && first <= range.Last; i++)
            {
                if (other.ranges[i].First > first)
                    left.Add(new IndexRange(first, other.ranges[i].First - 1));
                first = Math.Max(first, other.ranges[i].Last + 1);
            }

            if (first <= range.Last)
                left.Add(new IndexRange(first, range.Last));
        }

        return left.Count == 0 ? Empty : new([.. left]);
    }

    /// <summary>Reads <c>0-9,12</c>; spaces are allowed, order is free.</summary>
    /// <returns>Whether the text is a set; the set, or null.</returns>
    public static bool TryParse(string text, out IndexSet? set)
    {
        set = null;
        if (text.Trim().Length == 0)
        {
            set = Empty;
            return true;
        }

        var parts = text.Split(',');
        var parsed = new IndexRange[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var ends = parts[i].Split('-');
            if (ends.Length > 2 || !TryIndex(ends[0], out var first) || !TryIndex(ends[^1], out var last) || last < first)
                return false;
            parsed[i] = new IndexRange(first, last);
        }

        set = Merged(parsed);
        return true;
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var range in ranges)
        {
            if (text.Length > 0)
                text.Append(',');
            text.Append(range);
        }

        return text.ToString();
    }

    /// <inheritdoc />
    public bool Equals(IndexSet? other) => other is not null && ranges.AsSpan().SequenceEqual(other.ranges);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as IndexSet);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Count, ranges.Length);

    private static bool TryIndex(string text, out long index) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < long.MaxValue;

    // Takes the array over. Ranges mostly come in order, as a set's own text has them; then nothing is sorted.
    private static IndexSet Merged(IndexRange[] parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is { First: < 0 } or { Last: long.MaxValue } || parts[i].Last < parts[i].First)
                throw new ArgumentOutOfRangeException(nameof(parts), parts[i].ToString(), $"A range of indexes goes from 0 or more to at least its start and less than {long.MaxValue}.");
            if (i > 0 && parts[i].First < parts[i - 1].First)
                return Merged([.. parts.OrderBy(range => range.First)]);
        }

        var last = -1;
        foreach (var range in parts)
        {
            if (last >= 0 && range.First <= parts[last].Last + 1)
                parts[last] = parts[last] with { Last = Math.Max(parts[last].Last, range.Last) };
            else
                parts[++last] = range;
        }

        return last < 0 ? Empty : new(parts[..(last + 1)]);
    }

    private int FindRange(long index)
    {
        int low = 0, high = ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (index < ranges[middle].First)
                high = middle - 1;
            else if (index > ranges[middle].Last)
                low = middle + 1;
            else
                return middle;
        }

        return -1;
    }

    internal sealed class JsonText : JsonConverter<IndexSet>
    {
        public override IndexSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString() ?? "", out var set) ? set! : throw new JsonException("An index set is text such as \"0-9,12\".");

        public override void Write(Utf8JsonWriter writer, IndexSet value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}

/// <summary>Indexes from first to last, both included.</summary>
/// <param name="First">0-based.</param>
/// <param name="Last">At least <paramref name="First"/>.</param>
public readonly record struct IndexRange(long First, long Last)
{
    /// <summary>Number of indexes, 1 or more.</summary>
    public long Count => Last - First + 1;

    /// <summary>The indexes in ascending order.</summary>
    public IEnumerable<long> Members
    {
        get
        {
            for (var index = First; index <= Last; index++)
                yield return index;
        }
    }

    /// <inheritdoc />
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
