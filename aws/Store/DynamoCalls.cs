using System.Buffers.Binary;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Muster.Aws.Contracts;
using Muster.Aws.Repeats;
using Muster.Stores;

namespace Muster.Aws.Store;

/// <summary>
/// Calls of DynamoDB: sent again, with growing and jittered waits, where that is harmless; counted; and told as the port
/// tells errors. The SDK's own retries are off, because only here it is known what a repeat may do.
/// </summary>
internal sealed class DynamoCalls
{
    /// <summary>Most items that one BatchWriteItem deletes.</summary>
    private const int MostInBatch = 25;

    private static readonly ReturnConsumedCapacity s_count = ReturnConsumedCapacity.TOTAL;
    private readonly IAmazonDynamoDB client;
    private readonly DynamoOptions options;
    private readonly string place;
    private readonly RepeatedCall repeated;

    public DynamoCalls(IAmazonDynamoDB client, string place, DynamoOptions options)
    {
        (this.client, this.place, this.options) = (client, place, options);
        repeated = new(
            RepeatedCall.PolicyOf(options.Retries + 1, options.FirstWait, options.LongestWait),
            options.Time,
            options.Chance,
            static error => DynamoErrors.IsThrottled(error) || DynamoErrors.IsDoubtful(error));
    }

    /// <summary>Reads an item consistently; null: there is none.</summary>
    public async Task<Dictionary<string, AttributeValue>?> GetAsync(string operation, string table, ItemKey key, CancellationToken cancel)
    {
        var request = new GetItemRequest { TableName = table, Key = Item.Key(key), ConsistentRead = true, ReturnConsumedCapacity = s_count };
        var answer = await AgainAsync("GetItem", table, token => client.GetItemAsync(request, token), cancel);
        Count(operation, isWrite: false, answer.ConsumedCapacity);
        return answer.IsItemSet && answer.Item.Count > 0 ? answer.Item : null;
    }

    /// <summary>Reads up to 100 items consistently, in no order; those that are not there are left out.</summary>
    public async Task<IReadOnlyList<Dictionary<string, AttributeValue>>> GetManyAsync(string operation, string table, IEnumerable<ItemKey> keys, CancellationToken cancel)
    {
        var items = new List<Dictionary<string, AttributeValue>>();
        var wanted = new KeysAndAttributes { Keys = [.. keys.Select(Item.Key)], ConsistentRead = true };
        while (wanted.Keys.Count > 0)
        {
            var request = new BatchGetItemRequest { RequestItems = new() { [table] = wanted }, ReturnConsumedCapacity = s_count };
            var answer = await AgainAsync("BatchGetItem", table, token => client.BatchGetItemAsync(request, token), cancel);
            foreach (var consumed in answer.ConsumedCapacity ?? [])
                Count(operation, isWrite: false, consumed);
            items.AddRange(answer.Responses?.GetValueOrDefault(table) ?? []);
            if (answer.UnprocessedKeys?.GetValueOrDefault(table) is not { Keys.Count: > 0 } rest)
                break;
            wanted = rest;
        }

        return items;
    }

    /// <summary>Reads a page of a query.</summary>
    public async Task<QueryResponse> QueryAsync(string operation, QueryRequest request, CancellationToken cancel)
    {
        request.ReturnConsumedCapacity = s_count;
        var answer = await AgainAsync("Query", request.TableName, token => client.QueryAsync(request, token), cancel);
        Count(operation, isWrite: false, answer.ConsumedCapacity);
        return answer;
    }

    /// <summary>
    /// Writes an item over the version before. A repeat is harmless, because only one write of a version can succeed. Whose
    /// it was is told by the mark that each write leaves, and by that of the write before it, which an item keeps.
    /// </summary>
    /// <exception cref="StoreUnavailableException">No answer came, or others wrote so much since that nobody can tell whose the version was.</exception>
    public async Task<WriteAnswer> WriteAsync(string operation, string table, Dictionary<string, AttributeValue> item, long version, CancellationToken cancel)
    {
        if (version < 1)
            return WriteAnswer.Refused;
        var write = new ItemWrite(table, item, version, NewMark());
        var isDoubtful = false;
        try
        {
            return await AgainAsync("UpdateItem", table, SendAsync, cancel);
        }
        catch (StoreUnavailableException) when (isDoubtful && !cancel.IsCancellationRequested)
        {
            // It may be there all the same: one last look.
            if (write.Judge(await GetAsync(operation, table, write.Key, cancel), wasRefused: false) is { } answer)
                return answer;
            throw;
        }

        async Task<WriteAnswer> SendAsync(CancellationToken token)
        {
            try
            {
                var answer = await client.UpdateItemAsync(write.Request, token);
                Count(operation, isWrite: true, answer.ConsumedCapacity);
                return WriteAnswer.Written;
            }
            catch (ConditionalCheckFailedException refused)
            {
                options.Meter?.Add(operation, isWrite: true, 1);
                // The server tells what it found, if it can; else it is read.
                var found = refused.Item is { Count: > 0 } told ? told : await GetAsync(operation, table, write.Key, cancel);
                return write.Judge(found, wasRefused: true) ?? throw new StoreUnavailableException(
                    $"The store {place} cannot tell whether a write of {write.Key.Partition} {write.Key.Sort} in {table} happened: others wrote since. Reading it again tells how it stands.");
            }
            catch (Exception error) when (DynamoErrors.IsDoubtful(error))
            {
                isDoubtful = true;
                throw;
            }
        }
    }

    /// <summary>Changes an item in place. Sent again after a doubtful answer only if a repeat is harmless.</summary>
    /// <returns>The answer; null: the condition did not hold.</returns>
    public async Task<UpdateItemResponse?> UpdateAsync(string operation, UpdateItemRequest request, CancellationToken cancel)
    {
        request.ReturnConsumedCapacity = s_count;
        try
        {
            var answer = await AgainAsync("UpdateItem", request.TableName, token => client.UpdateItemAsync(request, token), cancel);
            Count(operation, isWrite: true, answer.ConsumedCapacity);
            return answer;
        }
        catch (ConditionalCheckFailedException)
        {
            options.Meter?.Add(operation, isWrite: true, 1);
            return null;
        }
    }

    /// <summary>Deletes items, up to 25 in a call; those that are not there are no error. A repeat is harmless.</summary>
    public async Task DeleteManyAsync(string operation, string table, IReadOnlyList<ItemKey> keys, CancellationToken cancel)
    {
        foreach (var batch in keys.Chunk(MostInBatch))
        {
            List<WriteRequest> left = [.. batch.Select(key => new WriteRequest { DeleteRequest = new() { Key = Item.Key(key) } })];
            for (var attempt = 0; left.Count > 0; attempt++)
            {
                if (attempt > 0)
                    await PauseAsync(attempt, cancel);
                var request = new BatchWriteItemRequest { RequestItems = new() { [table] = left }, ReturnConsumedCapacity = s_count };
                var answer = await AgainAsync("BatchWriteItem", table, token => client.BatchWriteItemAsync(request, token), cancel);
                foreach (var consumed in answer.ConsumedCapacity ?? [])
                    Count(operation, isWrite: true, consumed);
                left = answer.UnprocessedItems?.GetValueOrDefault(table) ?? [];
            }
        }
    }

    /// <summary>Deletes an item of a version; one that is not there is no error. A repeat is harmless.</summary>
    public async Task<WriteAnswer> DeleteAsync(string operation, string table, ItemKey key, long version, CancellationToken cancel)
    {
        var request = new DeleteItemRequest
        {
            TableName = table,
            Key = Item.Key(key),
            ConditionExpression = "attribute_not_exists(#pk) OR #v = :version",
            ExpressionAttributeNames = new() { ["#pk"] = Attributes.Partition, ["#v"] = Attributes.Version },
            ExpressionAttributeValues = new() { [":version"] = Item.Number(version) },
            ReturnConsumedCapacity = s_count,
        };
        try
        {
            var answer = await AgainAsync("DeleteItem", table, token => client.DeleteItemAsync(request, token), cancel);
            Count(operation, isWrite: true, answer.ConsumedCapacity);
            return WriteAnswer.Written;
        }
        catch (ConditionalCheckFailedException)
        {
            options.Meter?.Add(operation, isWrite: true, 1);
            return WriteAnswer.Refused;
        }
    }

    /// <summary>A wait before a conflict is tried again, from 0 up to a limit that doubles with each try.</summary>
    public Task PauseAsync(int attempt, CancellationToken cancel) =>
        Task.Delay(TimeSpan.FromMilliseconds(options.Chance() * 10 * (1 << Math.Min(attempt, 6))), options.Time, cancel);

    private async Task<T> AgainAsync<T>(string call, string table, Func<CancellationToken, Task<T>> send, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            return await repeated.RunAsync(send, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (ConditionalCheckFailedException)
        {
            throw;
        }
        catch (Exception error) when (error is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or TimeoutException
            or OperationCanceledException or System.Text.Json.JsonException)
        {
            throw DynamoErrors.Tell(call, table, place, error);
        }
    }

    /// <summary>A text of 72 bits of chance: nobody else draws it.</summary>
    private string NewMark()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, ((UInt128)(options.Chance() * (1L << 36)) << 36) | (UInt128)(options.Chance() * (1L << 36)));
        return Convert.ToBase64String(bytes[7..]);
    }

    private void Count(string operation, bool isWrite, ConsumedCapacity? consumed) => options.Meter?.Add(operation, isWrite, consumed?.CapacityUnits ?? 0);
}

/// <summary>How a store on DynamoDB behaves.</summary>
public sealed record DynamoOptions
{
    /// <summary>The clocks.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Chance, from 0 up to 1; may be called by many threads.</summary>
    public required Func<double> Chance { get; init; }

    /// <summary>How often a call is sent again; default 8, which takes about 10 seconds with the default waits.</summary>
    public int Retries { get; init; } = 8;

    /// <summary>The middle of the first wait before a call is sent again; default 50 ms. Each later one is twice as long.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest wait; default 5 seconds.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long records of workers that ended and intents that are settled are kept; default 30 days. Nothing relies on their removal.</summary>
    public TimeSpan KeepEnded { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Counts requests; null: nobody counts.</summary>
    public RequestMeter? Meter { get; init; }
}
