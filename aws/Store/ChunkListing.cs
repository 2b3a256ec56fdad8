using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;
using Muster.Chunks;

namespace Muster.Aws.Store;

/// <summary>Lists chunks across the partitions that they are spread over: some at a time, in order.</summary>
internal sealed class ChunkListing(DynamoCalls calls, string table)
{
    private const int AtOnce = 8;

    public async Task<IReadOnlyList<ChunkRecord>> ListAsync(PoolKey pool, long first, long last, int most, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var found = new List<ChunkRecord>();
        var lastBlock = last / RecordKeys.ChunksPerPartition;
        for (var block = first / RecordKeys.ChunksPerPartition; first <= last && block <= lastBlock && found.Count < most;)
        {
            // Full partitions are the rule: no more of them at once than the page may need.
            var wanted = Math.Max(1, (most - found.Count + RecordKeys.ChunksPerPartition - 1) / RecordKeys.ChunksPerPartition);
            var count = (int)Math.Min(Math.Min(AtOnce, wanted), lastBlock - block + 1);
            var from = block;
            var pages = await Task.WhenAll(Enumerable.Range(0, count).Select(i => BlockAsync(pool, from + i, first, last, most, cancel)));
            foreach (var page in pages)
                found.AddRange(page.Take(most - found.Count));
            block += count;
        }

        return found;
    }

    private async Task<IReadOnlyList<ChunkRecord>> BlockAsync(PoolKey pool, long block, long first, long last, int most, CancellationToken cancel)
    {
        var chunks = new List<ChunkRecord>();
        var start = block * RecordKeys.ChunksPerPartition;
        Dictionary<string, AttributeValue>? from = null;
        do
        {
            var page = await calls.QueryAsync(
                "ListChunks",
                new()
                {
                    TableName = table,
                    KeyConditionExpression = "#pk = :pk AND #sk BETWEEN :first AND :last",
                    ExpressionAttributeNames = new() { ["#pk"] = Attributes.Partition, ["#sk"] = Attributes.Sort },
                    ExpressionAttributeValues = new()
                    {
                        [":pk"] = Item.Text(RecordKeys.ChunkPartition(pool, block)),
                        [":first"] = Item.Text(RecordKeys.ChunkSort(Math.Max(first, start))),
                        [":last"] = Item.Text(RecordKeys.ChunkSort(Math.Min(last, start + RecordKeys.ChunksPerPartition - 1))),
                    },
                    ConsistentRead = true,
                    Limit = most - chunks.Count,
                    ExclusiveStartKey = from,
                },
                cancel);
            chunks.AddRange((page.Items ?? []).Select(item => ChunkItem.Read(pool, item)));
            from = page.LastEvaluatedKey is { Count: > 0 } next ? next : null;
        }
        while (from is not null && chunks.Count < most);
        return chunks;
    }
}
