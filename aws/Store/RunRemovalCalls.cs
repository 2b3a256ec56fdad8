using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;
using Muster.Chunks;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Aws.Store;

/// <summary>
/// Removes a run's items: the partitions that its rounds name are asked for their keys, some at a time, and what is found is deleted in
/// batches. No table is scanned. The run's own item goes last, if it is still the one that was read.
/// </summary>
internal sealed class RunRemovalCalls(DynamoCalls calls, TableNames names)
{
    private const string Operation = "RemoveRun";
    private const int AtOnce = 8;

    public async Task<WriteAnswer> RemoveAsync(RunRecord run, CancellationToken cancel)
    {
        var own = await calls.GetAsync(Operation, names.Records, RecordKeys.Run(run.Id), cancel);
        if (own is not null && Item.NumberOf(own, Attributes.Version) != run.Version)
            return WriteAnswer.Refused;
        foreach (var (pool, chunks) in RunRemoval.PoolsOf(run))
            await RemovePoolAsync(pool, chunks, cancel);
        await RemovePartitionAsync(names.Records, RecordKeys.Workers(run.Id), cancel);
        await RemovePartitionAsync(names.Intents, RecordKeys.Intents(run.Id), cancel);
        await calls.DeleteManyAsync(Operation, names.Records, [RecordKeys.Grants(run.Id)], cancel);
        return await calls.DeleteAsync(Operation, names.Records, RecordKeys.Run(run.Id), run.Version, cancel);
    }

    private async Task RemovePoolAsync(PoolKey pool, long chunks, CancellationToken cancel)
    {
        var blocks = (chunks + RecordKeys.ChunksPerPartition - 1) / RecordKeys.ChunksPerPartition;
        for (var first = 0L; first < blocks; first += AtOnce)
        {
            var from = first;
            var count = (int)Math.Min(AtOnce, blocks - first);
            await Task.WhenAll(Enumerable.Range(0, count).Select(i => RemovePartitionAsync(names.Records, RecordKeys.ChunkPartition(pool, from + i), cancel)));
        }

        await calls.DeleteManyAsync(Operation, names.Records, [RecordKeys.Hints(pool)], cancel);
    }

    private async Task RemovePartitionAsync(string table, string partition, CancellationToken cancel)
    {
        Dictionary<string, AttributeValue>? from = null;
        do
        {
            var page = await calls.QueryAsync(
                Operation,
                new()
                {
                    TableName = table,
                    KeyConditionExpression = "#pk = :pk",
                    ProjectionExpression = "#pk, #sk",
                    ExpressionAttributeNames = new() { ["#pk"] = Attributes.Partition, ["#sk"] = Attributes.Sort },
                    ExpressionAttributeValues = new() { [":pk"] = Item.Text(partition) },
                    ConsistentRead = true,
                    ExclusiveStartKey = from,
                },
                cancel);
            await calls.DeleteManyAsync(Operation, table, [.. (page.Items ?? []).Select(item => new ItemKey(item[Attributes.Partition].S, item[Attributes.Sort].S))], cancel);
            from = page.LastEvaluatedKey is { Count: > 0 } next ? next : null;
        }
        while (from is not null);
    }
}
