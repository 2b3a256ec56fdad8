using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Aws.Store;

/// <summary>
/// The records of a platform on DynamoDB. What points to an instance in trouble is written before the instance's own item, so that whoever
/// lists them finds every one; what it points to tells whether it still is. What points to one that is terminated says when it ended, so that those that ended
/// long ago are not read. Instances that are gone, or of which nobody knows a run, are forgotten after a while.
/// </summary>
public sealed class DynamoFleetStore : IFleetStore
{
    private const int MostTroubled = 10_000;

    /// <summary>Most items that one BatchGetItem reads.</summary>
    private const int MostInBatch = 100;

    private readonly TableNames names;
    private readonly DynamoOptions options;
    private readonly DynamoCalls calls;

    /// <summary>A store over a client whose own retries are off.</summary>
    /// <param name="client">The client.</param>
    /// <param name="names">The tables.</param>
    /// <param name="place">The store, for people: <c>aws://REGION/NAME</c>.</param>
    /// <param name="options">How it behaves.</param>
    public DynamoFleetStore(IAmazonDynamoDB client, TableNames names, string place, DynamoOptions options)
    {
        (this.names, this.options) = (names, options);
        calls = new(client, place, options);
    }

    /// <inheritdoc />
    public async Task<SpokeRecord?> GetSpokeAsync(SpokeKey key, CancellationToken cancel = default) =>
        await calls.GetAsync("GetSpoke", names.Records, RecordKeys.Spoke(key), cancel) is { } item ? ReadSpoke(item) : null;

    /// <inheritdoc />
    public async Task<IReadOnlyList<SpokeRecord>> ListSpokesAsync(CancellationToken cancel = default)
    {
        var spokes = new List<SpokeRecord>();
        await foreach (var item in PartitionAsync("ListSpokes", RecordKeys.Spokes, cancel))
            spokes.Add(ReadSpoke(item));
        return spokes;
    }

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(SpokeRecord next, CancellationToken cancel = default)
    {
        var item = Item.Key(RecordKeys.Spoke(next.Key));
        item[Attributes.Body] = Item.Bytes(Body.Pack(RecordJson.Write(next)));
        return calls.WriteAsync("WriteSpoke", names.Records, item, next.Version, cancel);
    }

    /// <inheritdoc />
    public Task<WriteAnswer> RemoveAsync(SpokeRecord spoke, CancellationToken cancel = default) =>
        calls.DeleteAsync("RemoveSpoke", names.Records, RecordKeys.Spoke(spoke.Key), spoke.Version, cancel);

    /// <inheritdoc />
    public async Task<InstanceRecord?> GetInstanceAsync(string id, CancellationToken cancel = default) =>
        await calls.GetAsync("GetInstance", names.Records, RecordKeys.Instance(id), cancel) is { } item ? ReadInstance(item) : null;

    /// <inheritdoc />
    public async Task<WriteAnswer> WriteAsync(InstanceRecord next, CancellationToken cancel = default)
    {
        if (next is { Run: { } run, State: not InstanceState.Running } && next.Version >= 1)
            await PointAsync(run, next, cancel);
        var item = Item.Key(RecordKeys.Instance(next.Id));
        item[Attributes.Body] = Item.Bytes(Body.Pack(RecordJson.Write(next)));
        if (next.State == InstanceState.Terminated || next.Run is null)
            item[Attributes.Expires] = Expiry();
        return await calls.WriteAsync("WriteInstance", names.Records, item, next.Version, cancel);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<InstanceRecord>> ListTroubledAsync(RunId run, DateTimeOffset since, CancellationToken cancel = default)
    {
        var ids = new List<string>();
        await foreach (var item in PartitionAsync("ListTroubled", RecordKeys.Troubled(run), cancel))
        {
            if (!(EndOf(item) < since))
                ids.Add(item[Attributes.Sort].S);
        }

        var found = new List<InstanceRecord>();
        foreach (var batch in ids.Chunk(MostInBatch))
        {
            var items = await calls.GetManyAsync("ListTroubled", names.Records, batch.Select(RecordKeys.Instance), cancel);
            found.AddRange(items.Select(ReadInstance).Where(instance => instance.Run == run && instance.IsTroubled(since)));
        }

        return [.. found.OrderBy(instance => instance.Id, StringComparer.Ordinal).Take(MostTroubled)];
    }

    /// <inheritdoc />
    public async Task WishAsync(PlatformWish wish, CancellationToken cancel = default)
    {
        var item = WishItem.Of(wish);
        item[Attributes.Schema] = Item.Number(RecordKeys.Schema);
        item[Attributes.Expires] = Expiry();
        await calls.UpdateAsync("Wish", Put(names.Intents, RecordKeys.Wish(wish), item, isNew: true), cancel);
    }

    private static SpokeRecord ReadSpoke(Dictionary<string, AttributeValue> item) => Item.Read(item, bytes => RecordJson.ReadSpoke(bytes));

    private static InstanceRecord ReadInstance(Dictionary<string, AttributeValue> item) => Item.Read(item, bytes => RecordJson.ReadInstance(bytes));

    private static UpdateItemRequest Put(string table, ItemKey key, Dictionary<string, AttributeValue> item, bool isNew)
    {
        var request = new UpdateItemRequest
        {
            TableName = table,
            Key = Item.Key(key),
            ExpressionAttributeNames = item.Keys.ToDictionary(name => $"#{name}", name => name, StringComparer.Ordinal),
            ExpressionAttributeValues = item.ToDictionary(one => $":{one.Key}", one => one.Value, StringComparer.Ordinal),
            UpdateExpression = $"SET {string.Join(", ", item.Keys.Select(name => $"#{name} = :{name}"))}",
        };
        if (isNew)
        {
            request.ConditionExpression = "attribute_not_exists(#pk)";
            request.ExpressionAttributeNames["#pk"] = Attributes.Partition;
        }

        return request;
    }

    /// <summary>An instance that is terminated stays so, and whoever writes late only writes when it may be cleaned up: the end stays where it is.</summary>
    private Task PointAsync(RunId run, InstanceRecord instance, CancellationToken cancel)
    {
        var item = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [Attributes.Expires] = Expiry() };
        if (instance.State == InstanceState.Terminated)
        {
            item[Attributes.Expires] = Expiry(2 * IFleetStore.LongestTrouble);
            item[Attributes.Ended] = Item.Number(instance.HeardAt.ToUnixTimeSeconds());
        }

        return calls.UpdateAsync("PointToInstance", Put(names.Records, new(RecordKeys.Troubled(run), instance.Id), item, isNew: false), cancel);
    }

    /// <summary>When the instance ended that an item points to, at the latest; null: it did not, as far as the item knows.</summary>
    private static DateTimeOffset? EndOf(Dictionary<string, AttributeValue> item) =>
        item.ContainsKey(Attributes.Ended) ? DateTimeOffset.FromUnixTimeSeconds(Item.NumberOf(item, Attributes.Ended) + 1) : null;

    private AttributeValue Expiry() => Expiry(options.KeepEnded);

    private AttributeValue Expiry(TimeSpan after) => Item.Number((options.Time.GetUtcNow() + after).ToUnixTimeSeconds());

    private async IAsyncEnumerable<Dictionary<string, AttributeValue>> PartitionAsync(
        string operation, string partition, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        Dictionary<string, AttributeValue>? from = null;
        do
        {
            var page = await calls.QueryAsync(
                operation,
                new()
                {
                    TableName = names.Records,
                    KeyConditionExpression = "#pk = :pk",
                    ExpressionAttributeNames = new() { ["#pk"] = Attributes.Partition },
                    ExpressionAttributeValues = new() { [":pk"] = Item.Text(partition) },
                    ConsistentRead = true,
                    ExclusiveStartKey = from,
                },
                cancel);
            foreach (var item in page.Items ?? [])
                yield return item;
            from = page.LastEvaluatedKey is { Count: > 0 } next ? next : null;
        }
        while (from is not null);
    }
}
