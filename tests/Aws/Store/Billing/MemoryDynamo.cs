using System.Globalization;
using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Muster.Aws.Contracts;

namespace Muster.Tests.Aws.Store.Billing;

/// <summary>
/// A DynamoDB in memory that knows the calls of Muster's store, and no others, and tells what each consumes. It answers at
/// once and on the caller's thread, so that a million points fit into a test.
/// </summary>
/// <param name="isLikeDynalite">
/// Whether it tells what the server of the other tests tells: that leaves out what writes cost in indexes, takes nothing for
/// a query that finds nothing, and does not show what stood in a refused write's way. Else it does as AWS publishes.
/// </param>
internal sealed class MemoryDynamo(bool isLikeDynalite = false)
    : AmazonDynamoDBClient(new BasicAWSCredentials("dummy", "dummy"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "us-east-1" })
{
    private static readonly IReadOnlyList<IndexSchema> s_indexes = TableSchema.Of(new("any"))[0].Indexes;
    private readonly SortedDictionary<(string Table, string Partition, string Sort), Stored> items = new(Comparer<(string, string, string)>.Create(Compare));
    private readonly Dictionary<(string Table, string Partition), SortedList<string, Stored>> partitions = [];

    public override Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default)
    {
        var found = Find(request.TableName, request.Key);
        return Task.FromResult(new GetItemResponse
        {
            Item = found is null ? null : Copy(found.Item),
            IsItemSet = found is not null,
            ConsumedCapacity = Consumed(ItemSize.ReadUnits(found?.Size ?? 0)),
        });
    }

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default)
    {
        var (table, wanted) = request.RequestItems.Single();
        var found = wanted.Keys.Select(key => Find(table, key)).ToList();
        return Task.FromResult(new BatchGetItemResponse
        {
            Responses = new() { [table] = [.. found.OfType<Stored>().Select(one => Copy(one.Item))] },
            ConsumedCapacity = [Consumed(found.Sum(one => ItemSize.ReadUnits(one?.Size ?? 0)))],
        });
    }

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
    {
        var (looked, isWhole) = request.IndexName is { } index ? LookAtIndex(request, index) : LookAtPartition(request);
        var fitting = looked.Where(one => request.FilterExpression is not { } filter || Holds(filter, one, request.ExpressionAttributeNames, request.ExpressionAttributeValues));
        var bytes = looked.Sum(ItemSize.Of);
        var least = isLikeDynalite && bytes == 0 ? 0 : ItemSize.ReadUnits(bytes);
        return Task.FromResult(new QueryResponse
        {
            Items = [.. fitting.Select(Copy)],
            LastEvaluatedKey = isWhole ? null : looked[^1],
            ConsumedCapacity = Consumed(request.ConsistentRead == true ? least : least / 2.0),
        });
    }

    public override Task<UpdateItemResponse> UpdateItemAsync(UpdateItemRequest request, CancellationToken cancellationToken = default)
    {
        var before = Find(request.TableName, request.Key);
        var item = before is null ? new(request.Key) : new Dictionary<string, AttributeValue>(before.Item);
        if (request.ConditionExpression is { } condition && !Holds(condition, before?.Item ?? [], request.ExpressionAttributeNames, request.ExpressionAttributeValues))
            throw new ConditionalCheckFailedException("The conditional request failed", ErrorType.Sender, "ConditionalCheckFailedException", "request", HttpStatusCode.BadRequest) { Item = before is null || isLikeDynalite ? null : Copy(before.Item) };
        var parts = request.UpdateExpression.Split(" REMOVE ");
        var sets = parts[0]["SET ".Length..].Split(", #").Select(set => set.TrimStart('#').Split(" = ", 2))
            .Select(set => (Name: request.ExpressionAttributeNames["#" + set[0]], Value: ValueOf(set[1], before?.Item ?? [], request))).ToList();
        foreach (var (name, value) in sets)
            item[name] = value;
        foreach (var name in parts.Skip(1).SelectMany(names => names.Split(", ")))
            item.Remove(request.ExpressionAttributeNames[name]);
        var after = Put(request.TableName, item);
        return Task.FromResult(new UpdateItemResponse
        {
            Attributes = sets.ToDictionary(set => set.Name, set => set.Value),
            ConsumedCapacity = Consumed(ItemSize.WriteUnits(before?.Size ?? 0, after.Size) + (isLikeDynalite ? 0 : s_indexes.Sum(one => IndexUnits(one, before?.Item, item)))),
        });
    }

    public override Task<BatchWriteItemResponse> BatchWriteItemAsync(BatchWriteItemRequest request, CancellationToken cancellationToken = default)
    {
        var (table, writes) = request.RequestItems.Single();
        return Task.FromResult(new BatchWriteItemResponse { ConsumedCapacity = [Consumed(writes.Sum(write => Remove(table, write.DeleteRequest.Key)))] });
    }

    public override Task<DeleteItemResponse> DeleteItemAsync(DeleteItemRequest request, CancellationToken cancellationToken = default)
    {
        if (!Holds(request.ConditionExpression, Find(request.TableName, request.Key)?.Item ?? [], request.ExpressionAttributeNames, request.ExpressionAttributeValues))
            throw new ConditionalCheckFailedException("The conditional request failed", ErrorType.Sender, "ConditionalCheckFailedException", "request", HttpStatusCode.BadRequest);
        return Task.FromResult(new DeleteItemResponse { ConsumedCapacity = Consumed(Remove(request.TableName, request.Key)) });
    }

    private static int Compare((string Table, string Partition, string Sort) x, (string Table, string Partition, string Sort) y) =>
        string.CompareOrdinal(x.Table, y.Table) is var table and not 0 ? table
        : string.CompareOrdinal(x.Partition, y.Partition) is var partition and not 0 ? partition
        : string.CompareOrdinal(x.Sort, y.Sort);

    private static ConsumedCapacity Consumed(double units) => new() { CapacityUnits = units };

    private static Dictionary<string, AttributeValue> Copy(Dictionary<string, AttributeValue> item) =>
        item.ToDictionary(one => one.Key, one => one.Value.B is { } bytes ? new() { B = new MemoryStream(bytes.ToArray()) } : one.Value, StringComparer.Ordinal);

    /// <summary>
    /// What a write consumes in an index: one for an entry that appears, one for one that goes, one for one that changes in
    /// place. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html, "Write capacity units".
    /// </summary>
    private static int IndexUnits(IndexSchema index, Dictionary<string, AttributeValue>? before, Dictionary<string, AttributeValue> after)
    {
        var (was, now) = (Key(before), Key(after));
        if (was != now)
            return (was is null ? 0 : 1) + (now is null ? 0 : 1);
        return now is not null && index.Copied.Any(name => before?.GetValueOrDefault(name)?.S != after.GetValueOrDefault(name)?.S) ? 1 : 0;

        string? Key(Dictionary<string, AttributeValue>? item) =>
            item?.GetValueOrDefault(index.Partition) is { } partition && item.GetValueOrDefault(index.Sort) is { } sort ? $"{partition.S}/{sort.S}" : null;
    }

    private static AttributeValue ValueOf(string text, Dictionary<string, AttributeValue> item, UpdateItemRequest request)
    {
        if (text.Split(['(', ',', ')', ' ', '+'], StringSplitOptions.RemoveEmptyEntries) is ["if_not_exists", var name, var otherwise, var added])
        {
            var from = item.GetValueOrDefault(request.ExpressionAttributeNames[name])?.N ?? request.ExpressionAttributeValues[otherwise].N;
            var more = request.ExpressionAttributeValues[added].N;
            return new() { N = (long.Parse(from, CultureInfo.InvariantCulture) + long.Parse(more, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture) };
        }

        return text[0] == ':' ? request.ExpressionAttributeValues[text] : item[request.ExpressionAttributeNames[text]];
    }

    /// <summary>Whether a condition holds: terms joined by AND, of which the last may be two in brackets joined by OR.</summary>
    private static bool Holds(string condition, Dictionary<string, AttributeValue> item, Dictionary<string, string> names, Dictionary<string, AttributeValue> values) =>
        condition.Split(" AND ").All(all => all.Split(" OR ").Any(term => HoldsTerm(term.StartsWith('(') ? term[1..] : term, item, names, values)));

    private static bool HoldsTerm(string term, Dictionary<string, AttributeValue> item, Dictionary<string, string> names, Dictionary<string, AttributeValue> values)
    {
        var start = term.IndexOf('#', StringComparison.Ordinal);
        var name = names[term[start..].Split(' ', ')')[0]];
        var has = item.TryGetValue(name, out var value);
        if (term.StartsWith("attribute_not_exists", StringComparison.Ordinal))
            return !has;
        if (term.StartsWith("attribute_exists", StringComparison.Ordinal))
            return has;
        var words = term.TrimEnd(')').Split(' ');
        var other = values[words[2]];
        var order = !has ? (int?)null
            : value!.N is { } number ? long.Parse(number, CultureInfo.InvariantCulture).CompareTo(long.Parse(other.N, CultureInfo.InvariantCulture))
            : string.CompareOrdinal(value.S, other.S);
        return words[1] switch
        {
            "=" => order == 0,
            "<=" => order <= 0,
            "<" => order < 0,
            _ => throw new NotSupportedException(term),
        };
    }

    private Stored? Find(string table, Dictionary<string, AttributeValue> key) =>
        partitions.TryGetValue((table, key[Attributes.Partition].S), out var partition) ? partition.GetValueOrDefault(key[Attributes.Sort].S) : null;

    private Stored Put(string table, Dictionary<string, AttributeValue> item)
    {
        var stored = new Stored(Copy(item), ItemSize.Of(item));
        var name = (table, item[Attributes.Partition].S);
        if (!partitions.TryGetValue(name, out var partition))
            partitions.Add(name, partition = new(StringComparer.Ordinal));
        partition[item[Attributes.Sort].S] = stored;
        items[(table, name.S, item[Attributes.Sort].S)] = stored;
        return stored;
    }

    /// <returns>What it consumes: one unit where nothing is, without what indexes cost.</returns>
    private int Remove(string table, Dictionary<string, AttributeValue> key)
    {
        if (Find(table, key) is not { } found)
            return 1;
        var name = (table, key[Attributes.Partition].S);
        partitions[name].Remove(key[Attributes.Sort].S);
        items.Remove((table, name.S, key[Attributes.Sort].S));
        return ItemSize.WriteUnits(found.Size, 0);
    }

    private (List<Dictionary<string, AttributeValue>> Looked, bool IsWhole) LookAtPartition(QueryRequest request)
    {
        var values = request.ExpressionAttributeValues;
        var from = request.ExclusiveStartKey is { Count: > 0 } last ? last[Attributes.Sort].S : null;
        var (first, until) = (values.GetValueOrDefault(":first")?.S, values.GetValueOrDefault(":last")?.S);
        var rest = partitions.TryGetValue((request.TableName, values[":pk"].S), out var partition)
            ? partition.Where(one => (from is null || string.CompareOrdinal(one.Key, from) > 0)
                && (first is null || string.CompareOrdinal(one.Key, first) >= 0) && (until is null || string.CompareOrdinal(one.Key, until) <= 0)).Select(one => one.Value.Item)
            : [];
        return Page(rest, request.Limit);
    }

    private (List<Dictionary<string, AttributeValue>> Looked, bool IsWhole) LookAtIndex(QueryRequest request, string name)
    {
        var index = s_indexes.Single(one => one.Name == name);
        var condition = request.KeyConditionExpression;
        var from = request.ExclusiveStartKey is { Count: > 0 } last ? last[index.Sort].S : null;
        string[] kept = [Attributes.Partition, Attributes.Sort, index.Partition, index.Sort, .. index.Copied];
        var entries = items.Where(one => one.Key.Table == request.TableName).Select(one => one.Value.Item)
            .Where(item => item.ContainsKey(index.Partition) && Holds(condition, item, request.ExpressionAttributeNames, request.ExpressionAttributeValues))
            .Select(item => item.Where(one => kept.Contains(one.Key)).ToDictionary(StringComparer.Ordinal));
        var forward = request.ScanIndexForward ?? true;
        var ordered = forward ? entries.OrderBy(item => item[index.Sort].S, StringComparer.Ordinal) : entries.OrderByDescending(item => item[index.Sort].S, StringComparer.Ordinal);
        return Page(ordered.SkipWhile(item => from is not null && string.CompareOrdinal(item[index.Sort].S, from) * (forward ? 1 : -1) <= 0), request.Limit);
    }

    /// <summary>As much as one answer holds: up to the limit, and up to 1 MiB.</summary>
    private static (List<Dictionary<string, AttributeValue>> Looked, bool IsWhole) Page(IEnumerable<Dictionary<string, AttributeValue>> rest, int? limit)
    {
        var (looked, bytes) = (new List<Dictionary<string, AttributeValue>>(), 0);
        foreach (var item in rest)
        {
            looked.Add(item);
            bytes += ItemSize.Of(item);
            if (looked.Count == limit || bytes >= 1024 * 1024)
                return (looked, false);
        }

        return (looked, true);
    }

    private sealed record Stored(Dictionary<string, AttributeValue> Item, int Size);
}
