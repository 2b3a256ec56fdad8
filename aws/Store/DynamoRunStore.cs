using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;
using Muster.Chunks;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Aws.Store;

/// <summary>
/// The records on DynamoDB. Every write is one conditional write of one item, every read is consistent; only the two
/// indexes of runs may lag, by less than a second as a rule, and what they name is read consistently from the table.
/// </summary>
public sealed class DynamoRunStore : IRunStore
{
    private readonly TableNames names;
    private readonly DynamoOptions options;
    private readonly DynamoCalls calls;
    private readonly RunListing listing;
    private readonly ChunkListing chunks;
    private readonly HintItems hints;
    private readonly RunRemovalCalls removal;

    /// <summary>A store over a client whose own retries are off.</summary>
    /// <param name="client">The client.</param>
    /// <param name="names">The tables.</param>
    /// <param name="place">The store, for people: <c>aws://REGION/NAME</c>.</param>
    /// <param name="options">How it behaves.</param>
    public DynamoRunStore(IAmazonDynamoDB client, TableNames names, string place, DynamoOptions options)
    {
        (this.names, this.options) = (names, options);
        calls = new(client, place, options);
        listing = new(calls, names.Records);
        chunks = new(calls, names.Records);
        hints = new(calls, names.Records, place);
        removal = new(calls, names);
    }

    /// <inheritdoc />
    public Task<RunRecord?> GetRunAsync(RunId id, CancellationToken cancel = default) =>
        GetAsync("GetRun", names.Records, RecordKeys.Run(id), item => Item.Read(item, bytes => RecordJson.ReadRun(bytes)), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(RunRecord next, CancellationToken cancel = default)
    {
        var item = Item.Key(RecordKeys.Run(next.Id));
        var shard = Item.Text(RecordKeys.Shard(RecordKeys.ShardOf(next.Id)));
        item[Attributes.Body] = Item.Bytes(Body.Pack(RecordJson.Write(next)));
        item[Attributes.Shard] = shard;
        item[Attributes.Age] = Item.Text(RecordKeys.Age(next));
        item[Attributes.Name] = Item.Text(next.Name);
        item[Attributes.State] = Item.Text(next.State.ToString());
        if (next.WantsWork)
        {
            item[Attributes.Wants] = shard;
            item[Attributes.Urgency] = Item.Text(RecordKeys.Urgency(next));
        }

        return calls.WriteAsync("WriteRun", names.Records, item, next.Version, cancel);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel = default) => listing.ByAgeAsync(query, cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<RunRecord>> ListRunsWantingWorkAsync(int most, CancellationToken cancel = default) => listing.WantingWorkAsync(most, cancel);

    /// <inheritdoc />
    public Task<ChunkRecord?> GetChunkAsync(ChunkKey key, CancellationToken cancel = default) =>
        GetAsync("GetChunk", names.Records, RecordKeys.Chunk(key), item => ChunkItem.Read(key.PoolKey, item), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(ChunkRecord next, CancellationToken cancel = default) =>
        calls.WriteAsync("WriteChunk", names.Records, ChunkItem.Of(next), next.Version, cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<ChunkRecord>> ListChunksAsync(PoolKey pool, long first, long last, int most, CancellationToken cancel = default) =>
        chunks.ListAsync(pool, first, last, most, cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<long>> TakeHintsAsync(PoolKey pool, int most, long chunkCount, CancellationToken cancel = default) =>
        hints.TakeAsync(pool, most, chunkCount, cancel);

    /// <inheritdoc />
    public Task AddHintsAsync(PoolKey pool, IReadOnlyList<long> numbers, CancellationToken cancel = default) => hints.AddAsync(pool, numbers, cancel);

    /// <inheritdoc />
    public async Task<ClaimHints> GetHintsAsync(PoolKey pool, CancellationToken cancel = default) => await hints.GetAsync("GetHints", pool, cancel);

    /// <inheritdoc />
    public Task<WorkerRecord?> GetWorkerAsync(WorkerKey key, CancellationToken cancel = default) =>
        GetAsync("GetWorker", names.Records, new(RecordKeys.Workers(key.Run), key.Worker), ReadWorker, cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(WorkerRecord next, CancellationToken cancel = default)
    {
        var item = Item.Key(new(RecordKeys.Workers(next.Key.Run), next.Key.Worker));
        item[Attributes.Body] = Item.Bytes(Body.Pack(RecordJson.Write(next)));
        Mark(item, isListed: next.Phase != WorkerPhase.Ended);
        return calls.WriteAsync("WriteWorker", names.Records, item, next.Version, cancel);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<WorkerRecord>> ListWorkersAsync(RunId run, CancellationToken cancel = default) =>
        ListAsync("ListWorkers", names.Records, RecordKeys.Workers(run), ReadWorker, cancel);

    /// <inheritdoc />
    public Task<GrantBook?> GetGrantBookAsync(RunId run, CancellationToken cancel = default) =>
        GetAsync("GetGrantBook", names.Records, RecordKeys.Grants(run), item => Item.Read(item, bytes => RecordJson.ReadGrantBook(bytes)), cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(GrantBook next, CancellationToken cancel = default)
    {
        var item = Item.Key(RecordKeys.Grants(next.Run));
        item[Attributes.Body] = Item.Bytes(Body.Pack(RecordJson.Write(next)));
        return calls.WriteAsync("WriteGrantBook", names.Records, item, next.Version, cancel);
    }

    /// <inheritdoc />
    public Task<LaunchIntent?> GetIntentAsync(IntentKey key, CancellationToken cancel = default) =>
        GetAsync("GetIntent", names.Intents, new(RecordKeys.Intents(key.Run), key.Token), ReadIntent, cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> WriteAsync(LaunchIntent next, CancellationToken cancel = default)
    {
        var item = Item.Key(new(RecordKeys.Intents(next.Key.Run), next.Key.Token));
        item[Attributes.Body] = Item.Bytes(Body.Pack(RecordJson.Write(next)));
        Mark(item, next.IsOpen);
        return calls.WriteAsync("WriteIntent", names.Intents, item, next.Version, cancel);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<LaunchIntent>> ListOpenIntentsAsync(RunId run, CancellationToken cancel = default) =>
        ListAsync("ListOpenIntents", names.Intents, RecordKeys.Intents(run), ReadIntent, cancel);

    /// <inheritdoc />
    public Task<WriteAnswer> RemoveAsync(RunRecord run, CancellationToken cancel = default)
    {
        RunRemoval.Require(run);
        return removal.RemoveAsync(run, cancel);
    }

    private static WorkerRecord ReadWorker(Dictionary<string, AttributeValue> item) => Item.Read(item, bytes => RecordJson.ReadWorker(bytes));

    private static LaunchIntent ReadIntent(Dictionary<string, AttributeValue> item) => Item.Read(item, bytes => RecordJson.ReadIntent(bytes));

    private void Mark(Dictionary<string, AttributeValue> item, bool isListed)
    {
        if (isListed)
            item[Attributes.Listed] = Item.Number(1);
        else
            item[Attributes.Expires] = Item.Number((options.Time.GetUtcNow() + options.KeepEnded).ToUnixTimeSeconds());
    }

    private async Task<T?> GetAsync<T>(string operation, string table, ItemKey key, Func<Dictionary<string, AttributeValue>, T> read, CancellationToken cancel)
        where T : class =>
        await calls.GetAsync(operation, table, key, cancel) is { } item ? read(item) : null;

    private async Task<IReadOnlyList<T>> ListAsync<T>(string operation, string table, string partition, Func<Dictionary<string, AttributeValue>, T> read, CancellationToken cancel)
    {
        var records = new List<T>();
        Dictionary<string, AttributeValue>? from = null;
        do
        {
            var page = await calls.QueryAsync(
                operation,
                new()
                {
                    TableName = table,
                    KeyConditionExpression = "#pk = :pk",
                    FilterExpression = "attribute_exists(#listed)",
                    ExpressionAttributeNames = new() { ["#pk"] = Attributes.Partition, ["#listed"] = Attributes.Listed },
                    ExpressionAttributeValues = new() { [":pk"] = Item.Text(partition) },
                    ConsistentRead = true,
                    ExclusiveStartKey = from,
                },
                cancel);
            records.AddRange((page.Items ?? []).Select(read));
            from = page.LastEvaluatedKey is { Count: > 0 } next ? next : null;
        }
        while (from is not null);
        return records;
    }
}
