using System.Text.Json.Nodes;
using Muster.Testing.Platform.Patterns;

namespace Muster.Testing.Platform.Pipes;

/// <summary>
/// A pipe from a table's stream: it looks at the table again and again, since the DynamoDB of loopback has no streams, and takes each item
/// that it never saw for an insert. As real ones it delivers at least once, and forgets nothing that it did not deliver.
/// </summary>
/// <param name="scan">Reads all items, as DynamoDB has them: attributes with their types.</param>
/// <param name="keys">The names of the key's attributes.</param>
/// <param name="filters">Patterns on stream records, one of which must match; empty: every record is taken.</param>
/// <param name="template">What becomes of a record; null: nothing.</param>
/// <param name="deliver">Delivers a batch of one.</param>
public sealed class FakePipe(
    Func<Task<IReadOnlyList<JsonObject>>> scan, IReadOnlyList<string> keys, IReadOnlyList<EventPattern> filters, InputTemplate? template, Func<JsonArray, Task> deliver)
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>How often each record is delivered; 1 or more, default 1.</summary>
    public int Deliveries { get; set; } = 1;

    /// <summary>Looks once, and delivers what is new.</summary>
    /// <returns>How many records were delivered.</returns>
    public async Task<int> LookAsync()
    {
        var delivered = 0;
        foreach (var item in await scan())
        {
            var key = string.Join('/', keys.Select(name => item[name]?.ToJsonString()));
            var record = RecordOf(item);
            if (taken.Contains(key))
                continue;
            if (filters.Count > 0 && !filters.Any(filter => filter.Matches(record.ToJsonString())))
            {
                taken.Add(key); // what it becomes later is no insert any more
                continue;
            }

            for (var sent = 0; sent < Deliveries; sent++)
                await deliver(new(template is null ? record.DeepClone() : template.Fill(record)));
            taken.Add(key);
            delivered++;
        }

        return delivered;
    }

    private JsonObject RecordOf(JsonObject item) => new()
    {
        ["eventName"] = "INSERT",
        ["eventSource"] = "aws:dynamodb",
        ["dynamodb"] = new JsonObject
        {
            ["Keys"] = new JsonObject(keys.Select(name => KeyValuePair.Create(name, item[name]?.DeepClone()))),
            ["NewImage"] = item.DeepClone(),
            ["StreamViewType"] = "NEW_IMAGE",
        },
    };
}
