using System.Collections.Concurrent;

namespace Muster.Aws.Store;

/// <summary>Counts what a store asked of DynamoDB and what that consumed, by operation of the port. Safe for many threads.</summary>
public sealed class RequestMeter
{
    private readonly ConcurrentDictionary<string, RequestCount> counts = new(StringComparer.Ordinal);

    /// <summary>The counts by operation, such as <c>WriteChunk</c>, in the order of their names.</summary>
    public IReadOnlyList<RequestCount> Counts => [.. counts.Values.OrderBy(count => count.Operation, StringComparer.Ordinal)];

    /// <summary>The sum of all operations.</summary>
    public RequestCount Total => counts.Values.Aggregate(new RequestCount("total", 0, 0, 0, 0), (sum, count) => sum.With(count) with { Operation = "total" });

    /// <summary>The counts of one operation; zeros when it was never used.</summary>
    public RequestCount Of(string operation) => counts.GetValueOrDefault(operation, new(operation, 0, 0, 0, 0));

    /// <summary>Begins anew.</summary>
    public void Reset() => counts.Clear();

    internal void Add(string operation, bool isWrite, double units)
    {
        var one = isWrite ? new RequestCount(operation, 0, 1, 0, units) : new RequestCount(operation, 1, 0, units, 0);
        counts.AddOrUpdate(operation, one, (_, sum) => sum.With(one));
    }
}

/// <summary>What an operation asked for.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Reads">Requests that read.</param>
/// <param name="Writes">Requests that write, refused ones included.</param>
/// <param name="ReadUnits">Read capacity units: 4 KiB read consistently is 1, else 0.5.</param>
/// <param name="WriteUnits">Write capacity units: 1 KiB written is 1. As the server tells; of a refused write it tells nothing, so that counts by 1.</param>
public sealed record RequestCount(string Operation, long Reads, long Writes, double ReadUnits, double WriteUnits)
{
    internal RequestCount With(RequestCount other) => this with
    {
        Reads = Reads + other.Reads,
        Writes = Writes + other.Writes,
        ReadUnits = ReadUnits + other.ReadUnits,
        WriteUnits = WriteUnits + other.WriteUnits,
    };
}
