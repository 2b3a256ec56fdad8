using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;
using Muster.Chunks;
using Muster.Stores;

namespace Muster.Aws.Store;

/// <summary>
/// Hints: a cursor that takers push forward with one write each, and the numbers that came back. A lost answer loses the
/// numbers it held; the coordinator finds them again.
/// </summary>
internal sealed class HintItems(DynamoCalls calls, string table, string place)
{
    private const int MostTries = 12;

    public async Task<ClaimHints> GetAsync(string operation, PoolKey pool, CancellationToken cancel) => (await FindAsync(operation, pool, cancel)).Hints;

    /// <summary>As a rule nothing came back and there is enough left: then one write moves the cursor, and takers do not hinder each other.</summary>
    public async Task<IReadOnlyList<long>> TakeAsync(PoolKey pool, int most, long chunkCount, CancellationToken cancel)
    {
        if (most <= chunkCount && await PushAsync(pool, most, chunkCount, cancel) is { } first)
            return [.. Enumerable.Range(0, most).Select(i => first + i)];
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var seen = await FindAsync("TakeHints", pool, cancel);
            var (left, taken) = seen.Hints.Take(most, chunkCount);
            if (taken.Count == 0 || await ReplaceAsync("TakeHints", pool, seen, left, cancel))
                return taken;
            await calls.PauseAsync(attempt, cancel);
        }

        throw Busy(pool);
    }

    public async Task AddAsync(PoolKey pool, IReadOnlyList<long> numbers, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var seen = await FindAsync("AddHints", pool, cancel);
            var next = seen.Hints.Add(numbers);
            if (next.Returned.Count == seen.Hints.Returned.Count || await ReplaceAsync("AddHints", pool, seen, next, cancel))
                return;
            await calls.PauseAsync(attempt, cancel);
        }

        throw Busy(pool);
    }

    /// <returns>The first number taken; null: numbers came back, or fewer are left.</returns>
    private async Task<long?> PushAsync(PoolKey pool, int most, long chunkCount, CancellationToken cancel)
    {
        var answer = await calls.UpdateAsync(
            "TakeHints",
            new()
            {
                TableName = table,
                Key = Item.Key(RecordKeys.Hints(pool)),
                UpdateExpression = "SET #c = if_not_exists(#c, :zero) + :most, #s = :schema",
                ConditionExpression = "attribute_not_exists(#r) AND (attribute_not_exists(#c) OR #c <= :limit)",
                ExpressionAttributeNames = new() { ["#c"] = Attributes.Cursor, ["#r"] = Attributes.Returned, ["#s"] = Attributes.Schema },
                ExpressionAttributeValues = new()
                {
                    [":zero"] = Item.Number(0),
                    [":most"] = Item.Number(most),
                    [":limit"] = Item.Number(chunkCount - most),
                    [":schema"] = Item.Number(RecordKeys.Schema),
                },
                ReturnValues = "UPDATED_NEW",
            },
            cancel);
        return answer is null ? null : Item.NumberOf(answer.Attributes, Attributes.Cursor) - most;
    }

    private async Task<Seen> FindAsync(string operation, PoolKey pool, CancellationToken cancel) =>
        await calls.GetAsync(operation, table, RecordKeys.Hints(pool), cancel) is { } item
            ? new(
                new(Item.NumberOf(item, Attributes.Cursor), [.. (item.GetValueOrDefault(Attributes.Returned)?.L ?? []).Select(number => Item.Parse(number.N))]),
                item.ContainsKey(Attributes.Version) ? Item.NumberOf(item, Attributes.Version) : 0,
                IsThere: true)
            : new(ClaimHints.None, 0, IsThere: false);

    private async Task<bool> ReplaceAsync(string operation, PoolKey pool, Seen seen, ClaimHints next, CancellationToken cancel)
    {
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal)
        {
            [":cursor"] = Item.Number(next.Cursor),
            [":next"] = Item.Number(seen.Version + 1),
            [":schema"] = Item.Number(RecordKeys.Schema),
        };
        if (seen.IsThere)
            values[":seen"] = Item.Number(seen.Hints.Cursor);
        if (seen.Version > 0)
            values[":version"] = Item.Number(seen.Version);
        if (next.Returned.Count > 0)
            values[":left"] = new() { L = [.. next.Returned.Select(Item.Number)] };
        var answer = await calls.UpdateAsync(
            operation,
            new()
            {
                TableName = table,
                Key = Item.Key(RecordKeys.Hints(pool)),
                UpdateExpression = "SET #c = :cursor, #v = :next, #s = :schema" + (next.Returned.Count > 0 ? ", #r = :left" : " REMOVE #r"),
                ConditionExpression = (seen.IsThere ? "#c = :seen" : "attribute_not_exists(#c)") + " AND " + (seen.Version > 0 ? "#v = :version" : "attribute_not_exists(#v)"),
                ExpressionAttributeNames = new()
                {
                    ["#c"] = Attributes.Cursor, ["#r"] = Attributes.Returned, ["#s"] = Attributes.Schema, ["#v"] = Attributes.Version,
                },
                ExpressionAttributeValues = values,
            },
            cancel);
        return answer is not null;
    }

    private StoreUnavailableException Busy(PoolKey pool) =>
        new($"The hints of pool {pool} of the store {place} were changed by others {MostTries} times while they were to be changed here; nothing was done. It is tried again.");

    /// <summary>Hints as they were read. The version counts changes of what came back; pushing the cursor leaves it.</summary>
    private readonly record struct Seen(ClaimHints Hints, long Version, bool IsThere);
}
