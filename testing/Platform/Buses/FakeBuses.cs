using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Muster.Testing.Platform.Machines;

namespace Muster.Testing.Platform.Buses;

/// <summary>
/// Event buses of many accounts and regions with the rules that are deployed. They deliver at least once: late, twice and out of order,
/// as the weather has it. A bus is named by its ARN.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="chance">Chance; may be called by several at a time.</param>
/// <param name="deliver">Delivers to what is no bus; called again, a few times, when it fails.</param>
public sealed class FakeBuses(TimeProvider time, Func<double> chance, Func<string, JsonNode, Task> deliver)
{
    // Source: Amazon EventBridge user guide, quotas and "Calculating event entry size", 2026-11.
    private const int MostEntries = 10;
    private const int MostBytes = 262144;
    private const int Tries = 5;

    private readonly ConcurrentDictionary<string, ConcurrentBag<BusRule>> rules = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<JsonObject> seen = new();
    private int pending;
    private long last;

    /// <summary>How they deliver; may be changed at any time.</summary>
    public BusWeather Weather { get; set; } = BusWeather.Calm;

    /// <summary>Holds an event up, or changes it, on its way to a target; null: it is lost, as after all tries failed. Default: nothing happens.</summary>
    public Func<string, JsonObject, Task<JsonObject?>> OnTheWay { get; set; } = static (_, found) => Task.FromResult<JsonObject?>(found);

    /// <summary>Every event that came to a bus.</summary>
    public IEnumerable<JsonObject> Seen => seen;

    /// <summary>Deliveries that failed for good, for people.</summary>
    public ConcurrentQueue<string> DeadLetters { get; } = new();

    /// <summary>Whether nothing is under way.</summary>
    public bool IsIdle => Volatile.Read(ref pending) == 0;

    /// <summary>Adds a bus, so that it can be put to.</summary>
    public void AddBus(string bus) => rules.TryAdd(bus, []);

    /// <summary>Adds a rule, and its bus.</summary>
    public void Add(BusRule rule) => rules.GetOrAdd(rule.Bus, _ => []).Add(rule);

    /// <summary>What <c>events:putEvents</c> does, called in an account and region.</summary>
    /// <param name="parameters">Its parameters; a detail may be an object, as in the optimised integration.</param>
    /// <param name="account">The account of the caller.</param>
    /// <param name="region">The region of the caller.</param>
    public JsonObject PutEvents(JsonNode parameters, string account, string region)
    {
        var entries = parameters["Entries"]!.AsArray();
        if (entries.Count is 0 or > MostEntries)
            throw new TaskFailedException("EventBridge.EventBridgeException", $"1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and {MostEntries}; found: {entries.Count} (Service: EventBridge, Status Code: 400)");
        if (entries.Sum(entry => Encoding.UTF8.GetByteCount(entry!.ToJsonString())) > MostBytes)
            throw new TaskFailedException("EventBridge.EventBridgeException", $"Total size of the entries in the request is over the limit of {MostBytes} bytes (Service: EventBridge, Status Code: 413)");
        foreach (var entry in entries)
            Put(BusOf((string?)entry!["EventBusName"] ?? "default", account, region), EventOf(entry!, account, region));
        return new()
        {
            ["Entries"] = new JsonArray([.. entries.Select(entry => new JsonObject { ["EventId"] = NextId() })]),
            ["FailedEntryCount"] = 0,
        };
    }

    /// <summary>Puts an event to a bus as it is.</summary>
    public void Put(string bus, JsonObject found) => Put(bus, found, cameFromBus: false);

    // What came from another bus is not passed on to a third. Source: EventBridge user guide, "Sending and receiving events between buses", 2026-11.
    private void Put(string bus, JsonObject found, bool cameFromBus)
    {
        if (!rules.TryGetValue(bus, out var ofBus))
            throw new TaskFailedException("EventBridge.ResourceNotFoundException", $"Event bus {bus} does not exist.");
        seen.Enqueue(found);
        foreach (var rule in ofBus.Where(rule => rule.Pattern.Matches(found.ToJsonString())))
        {
            foreach (var target in rule.Targets.Where(target => !cameFromBus || !rules.ContainsKey(target.Arn)))
                Send(target, found, $"{rule.Name} of {bus}");
        }
    }

    private void Send(BusTarget target, JsonObject found, string from)
    {
        var times = chance() < Weather.Doubled ? 2 : 1;
        for (var sent = 0; sent < times; sent++)
        {
            Interlocked.Increment(ref pending);
            _ = SendAsync(target, found.DeepClone().AsObject(), Weather.Latest * chance(), from);
        }
    }

    private async Task SendAsync(BusTarget target, JsonObject found, TimeSpan delay, string from)
    {
        try
        {
            if (delay > TimeSpan.Zero)
                await Task.Delay(delay, time).ConfigureAwait(false);
            if (await OnTheWay(target.Arn, found).ConfigureAwait(false) is { } arrived)
                await DeliverAsync(target, arrived, from);
        }
        finally
        {
            Interlocked.Decrement(ref pending);
        }
    }

    private async Task DeliverAsync(BusTarget target, JsonObject found, string from)
    {
        for (var left = Tries; ; left--)
        {
            try
            {
                if (rules.ContainsKey(target.Arn))
                    Put(target.Arn, found, cameFromBus: true);
                else
                    await deliver(target.Arn, target.Shape?.Invoke(found) ?? found);
                return;
            }
#pragma warning disable CA1031 // A target may fail as it likes: the bus tries again, and gives it up at last.
            catch (Exception error) when (left > 1)
            {
                _ = error;
                await Task.Delay(TimeSpan.FromMilliseconds(100), time).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                DeadLetters.Enqueue($"{from} could not deliver to {target.Arn}: {error}\n{found.ToJsonString()}");
                return;
            }
#pragma warning restore CA1031
        }
    }

    private JsonObject EventOf(JsonNode entry, string account, string region) => new()
    {
        ["version"] = "0",
        ["id"] = NextId(),
        ["detail-type"] = (string)entry["DetailType"]!,
        ["source"] = (string)entry["Source"]!,
        ["account"] = account,
        ["time"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        ["region"] = region,
        ["resources"] = entry["Resources"]?.DeepClone() ?? new JsonArray(),
        ["detail"] = entry["Detail"] is JsonObject detail ? detail.DeepClone() : JsonNode.Parse((string)entry["Detail"]!),
    };

    private string NextId() => $"00000000-0000-4000-8000-{Interlocked.Increment(ref last):x12}";

    private static string BusOf(string name, string account, string region) =>
        name.StartsWith("arn:", StringComparison.Ordinal) ? name : $"arn:aws:events:{region}:{account}:event-bus/{name}";
}
