using System.Text.Json;
using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Aws.Store;
using Muster.Functions;
using Muster.Functions.Logs;
using Muster.Functions.Metrics;
using Muster.Functions.Runtime;

namespace Muster.Bench.Cloud;

/// <summary>
/// The functions in this process, each warm. What a call takes is its time here, which is all processor, and for each request that it made the time that AWS's
/// own services take, one after the other: assumed, as nothing here can measure it.
/// </summary>
internal sealed class VirtualFunctions(VirtualPlatform world, RequestMeter meter, string deployment)
{
    /// <summary>A request to DynamoDB: AWS speaks of single-digit milliseconds.</summary>
    public static readonly TimeSpan PerDynamoRequest = TimeSpan.FromMilliseconds(10);

    /// <summary>A request to S3: AWS speaks of 100 to 200 ms to the first byte at most.</summary>
    public static readonly TimeSpan PerBlobRequest = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, IHandler> warm = new(StringComparer.Ordinal);

    /// <summary>Calls so far.</summary>
    public long Calls { get; private set; }

    /// <summary>How long they ran.</summary>
    public TimeSpan Ran { get; private set; }

    /// <summary>Calls a function.</summary>
    /// <param name="handler">One of <see cref="PlatformHandlers.All"/>.</param>
    /// <param name="input">The event.</param>
    public JsonNode? Call(string handler, JsonNode input)
    {
        Calls++;
        var (requests, blobs, began) = (Requests(), world.Blobs.Puts + world.Blobs.Gets, TimeProvider.System.GetTimestamp());
        using var document = JsonDocument.Parse(input.ToJsonString());
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            HandlerOf(handler).HandleAsync(document.RootElement, json, CancellationToken.None).GetAwaiter().GetResult();
        Ran += TimeProvider.System.GetElapsedTime(began) + (Requests() - requests) * PerDynamoRequest + (world.Blobs.Puts + world.Blobs.Gets - blobs) * PerBlobRequest;
        return JsonNode.Parse(bytes.ToArray());
    }

    private long Requests() => meter.Total is var total ? total.Reads + total.Writes : 0;

    private IHandler HandlerOf(string handler)
    {
        if (warm.TryGetValue(handler, out var found))
            return found;
        var log = new FunctionLog(TextWriter.Null, world.Clock, handler);
        return warm[handler] = Handlers.Of(handler, new(world.Records, world.Fleet, world.Blobs, world.Clock, new(deployment)) { Log = log, Metrics = new FunctionMetrics(log, world.Clock, deployment) });
    }
}
