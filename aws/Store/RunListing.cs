using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Aws.Store;

/// <summary>Lists runs by the two indexes: each shard is in order, their heads are merged, and what they name is read from the table.</summary>
internal sealed class RunListing(DynamoCalls calls, string table)
{
    /// <summary>Most items that one BatchGetItem reads.</summary>
    private const int MostInBatch = 100;

    public Task<IReadOnlyList<RunRecord>> ByAgeAsync(RunQuery query, CancellationToken cancel)
    {
        var streams = Shards(shard => EntriesAsync(ByAge(query, shard), Attributes.Age, query, cancel));
        return TakeAsync("ListRuns", streams, query.Most, descending: true, run => Fits(run, query), cancel);
    }

    public Task<IReadOnlyList<RunRecord>> WantingWorkAsync(int most, CancellationToken cancel)
    {
        var streams = Shards(shard => EntriesAsync(WantingWork(shard, most), Attributes.Urgency, null, cancel));
        return TakeAsync("ListRunsWantingWork", streams, most, descending: false, run => run.WantsWork, cancel);
    }

    private static List<IAsyncEnumerator<Entry>> Shards(Func<string, IAsyncEnumerable<Entry>> open) =>
        [.. Enumerable.Range(0, RecordKeys.Shards).Select(shard => open(RecordKeys.Shard(shard)).GetAsyncEnumerator())];

    private static bool Fits(RunRecord run, RunQuery query) =>
        (query.State is null || run.State == query.State) && (query.Name is null || run.Name == query.Name);

    private QueryRequest ByAge(RunQuery query, string shard)
    {
        var request = new QueryRequest
        {
            TableName = table,
            IndexName = TableSchema.RunsByAge,
            KeyConditionExpression = "#shard = :shard" + (query.Before is null ? "" : " AND #age < :before"),
            ExpressionAttributeNames = new() { ["#shard"] = Attributes.Shard },
            ExpressionAttributeValues = new() { [":shard"] = Item.Text(shard) },
            ScanIndexForward = false,
            Limit = Math.Min(query.Most, MostInBatch),
        };
        if (query.Before is { } before)
        {
            request.ExpressionAttributeNames["#age"] = Attributes.Age;
            request.ExpressionAttributeValues[":before"] = Item.Text(RecordKeys.Time(before));
        }

        if (query.Name is { } name)
        {
            request.FilterExpression = "#name = :name";
            request.ExpressionAttributeNames["#name"] = Attributes.Name;
            request.ExpressionAttributeValues[":name"] = Item.Text(name);
        }

        return request;
    }

    private QueryRequest WantingWork(string shard, int most) => new()
    {
        TableName = table,
        IndexName = TableSchema.RunsWantingWork,
        KeyConditionExpression = "#wants = :shard",
        ExpressionAttributeNames = new() { ["#wants"] = Attributes.Wants },
        ExpressionAttributeValues = new() { [":shard"] = Item.Text(shard) },
        Limit = Math.Min(most, MostInBatch),
    };

    private async IAsyncEnumerable<Entry> EntriesAsync(QueryRequest request, string order, RunQuery? query, [EnumeratorCancellation] CancellationToken cancel)
    {
        do
        {
            var page = await calls.QueryAsync(query is null ? "ListRunsWantingWork" : "ListRuns", request, cancel);
            foreach (var item in page.Items ?? [])
            {
                var text = item[order].S;
                var id = text[(text.LastIndexOf('#') + 1)..];
                if (query?.IdPrefix is not { } prefix || id.StartsWith(prefix, StringComparison.Ordinal))
                    yield return new(text, new(id));
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
    }

    private async Task<IReadOnlyList<RunRecord>> TakeAsync(
        string operation, List<IAsyncEnumerator<Entry>> streams, int most, bool descending, Func<RunRecord, bool> fits, CancellationToken cancel)
    {
        var runs = new List<RunRecord>();
        try
        {
            var heads = (await Task.WhenAll(streams.Select(async stream => (Stream: stream, HasEntry: await stream.MoveNextAsync()))))
                .Where(head => head.HasEntry).Select(head => head.Stream).ToList();
            while (runs.Count < most && heads.Count > 0)
            {
                var batch = new List<Entry>();
                while (batch.Count < Math.Min(most - runs.Count, MostInBatch) && heads.Count > 0)
                {
                    var next = heads.Aggregate((best, head) => string.CompareOrdinal(head.Current.Order, best.Current.Order) > 0 == descending ? head : best);
                    batch.Add(next.Current);
                    if (!await next.MoveNextAsync())
                        heads.Remove(next);
                }

                runs.AddRange((await ReadAsync(operation, batch, cancel)).Where(fits));
            }
        }
        finally
        {
            foreach (var stream in streams)
                await stream.DisposeAsync();
        }

        return runs;
    }

    private async Task<IEnumerable<RunRecord>> ReadAsync(string operation, List<Entry> batch, CancellationToken cancel)
    {
        var items = await calls.GetManyAsync(operation, table, batch.Select(entry => RecordKeys.Run(entry.Run)), cancel);
        var runs = items.Select(item => Item.Read(item, bytes => RecordJson.ReadRun(bytes))).ToDictionary(run => run.Id);
        return batch.Select(entry => runs.GetValueOrDefault(entry.Run)).OfType<RunRecord>();
    }

    private readonly record struct Entry(string Order, RunId Run);
}
