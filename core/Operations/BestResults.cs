using System.Globalization;
using System.Text.Json;

namespace Muster.Operations;

/// <summary>What is best.</summary>
public enum Best
{
    /// <summary>The least value.</summary>
    Min,
    /// <summary>The greatest value.</summary>
    Max,
}

/// <summary>What is searched for.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Best">What is best.</param>
/// <param name="Most">1 or more: how many points are wanted.</param>
public sealed record BestQuery(string Metric, Best Best, int Most);

/// <summary>The points with the best values of a metric.</summary>
public sealed record BestResults
{
    /// <summary>The best ones, best first; of equal ones the lower index first.</summary>
    public required IReadOnlyList<ResultRow> Rows { get; init; }

    /// <summary>Points that succeeded and have a number of that name.</summary>
    public long Considered { get; init; }

    /// <summary>Points that succeeded, but have no number of that name.</summary>
    public long WithoutMetric { get; init; }

    /// <summary>Points that did not succeed, which are not considered.</summary>
    public long NotSucceeded { get; init; }

    /// <summary>The metrics that were seen, in the order of their first use.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>Those of <see cref="Metrics"/> that are a number in a point that succeeded, likewise.</summary>
    public required IReadOnlyList<string> Numbers { get; init; }

    /// <summary>Finds them; holds only as many rows as are wanted.</summary>
    /// <param name="reader">The results.</param>
    /// <param name="query">Which points.</param>
    /// <param name="wanted">What is searched for.</param>
    /// <param name="cancel">Ends the call.</param>
    public static async Task<BestResults> FindAsync(ResultReader reader, PointQuery query, BestQuery wanted, CancellationToken cancel = default)
    {
        var (kept, seen, numbers) = (new PriorityQueue<ResultRow, Rank>(), new List<string>(), new List<string>());
        var found = new BestResults { Rows = [], Metrics = seen, Numbers = numbers };
        await foreach (var row in reader.ReadAsync(query, cancel))
        {
            seen.AddRange(row.Metrics.Select(field => field.Name).Where(name => !seen.Contains(name)));
            if (row.Point.Standing == PointStanding.Succeeded)
                numbers.AddRange(row.Metrics.Where(field => NumberOf(field.Json) is not null).Select(field => field.Name).Where(name => !numbers.Contains(name)));
            if (row.Point.Standing != PointStanding.Succeeded)
                found = found with { NotSucceeded = found.NotSucceeded + 1 };
            else if (row.Metric(wanted.Metric) is not { } field || NumberOf(field.Json) is not { } number)
                found = found with { WithoutMetric = found.WithoutMetric + 1 };
            else
            {
                found = found with { Considered = found.Considered + 1 };
                kept.Enqueue(row, new(wanted.Best == Best.Min ? -number : number, row.Point.Index));
                if (kept.Count > wanted.Most)
                    kept.Dequeue();
            }
        }

        var rows = new List<ResultRow>();
        while (kept.TryDequeue(out var row, out _))
            rows.Insert(0, row);
        return found with { Rows = rows };
    }

    private static double? NumberOf(string json) =>
        json.Length > 0 && (json[0] == '-' || char.IsAsciiDigit(json[0])) ? double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    /// <summary>The worst comes first, so that it leaves the queue first.</summary>
    private readonly record struct Rank(double Goodness, long Index) : IComparable<Rank>
    {
        public int CompareTo(Rank other) =>
            Goodness.CompareTo(other.Goodness) is not 0 and var order ? order : other.Index.CompareTo(Index);
    }
}
