using System.Text.Json;
using Muster.Aws.Contracts;
using Muster.Fleet;

namespace Muster.Functions.Orders;

/// <summary>Orders to spokes that a function hands to the machine that called it, as entries for <c>events:putEvents</c>, at most ten in a batch.</summary>
/// <param name="names">The deployment's names.</param>
internal sealed class Outbox(PlatformNames names)
{
    /// <summary>
    /// Bytes of details in a batch. A call of PutEvents takes 256 KB, and the state of a machine, which holds all batches, as much; so this
    /// is not about the call but keeps an order that alone is large from taking others with it. Source: Amazon EventBridge quotas, 2026-11.
    /// </summary>
    private const int MostBytes = 200_000;

    private readonly List<(string Kind, byte[] Detail)> orders = [];

    /// <summary>Orders so far.</summary>
    public int Count => orders.Count;

    /// <summary>Bytes of their details.</summary>
    public long Bytes => orders.Sum(order => (long)order.Detail.Length);

    /// <summary>Adds an order.</summary>
    /// <param name="kind">Its detail-type.</param>
    /// <param name="spoke">Whom it is for.</param>
    /// <param name="writeRest">Writes the members of its detail beside deployment, account and region.</param>
    public void Add(string kind, SpokeKey spoke, Action<Utf8JsonWriter> writeRest)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("deployment", names.Deployment);
            json.WriteString("account", spoke.Account);
            json.WriteString("region", spoke.Region);
            writeRest(json);
            json.WriteEndObject();
        }

        orders.Add((kind, bytes.ToArray()));
    }

    /// <summary>Writes <c>batches</c> and <c>sends</c>.</summary>
    public void WriteTo(Utf8JsonWriter output)
    {
        output.WriteStartArray("batches");
        foreach (var batch in Batches())
        {
            output.WriteStartArray();
            foreach (var (kind, detail) in batch)
                WriteEntry(output, kind, detail);
            output.WriteEndArray();
        }

        output.WriteEndArray();
        output.WriteNumber("sends", orders.Count);
    }

    private IEnumerable<List<(string Kind, byte[] Detail)>> Batches()
    {
        var (batch, size) = (new List<(string, byte[])>(), 0);
        foreach (var order in orders)
        {
            if (batch.Count > 0 && (batch.Count == PlatformEvents.MostEntries || size + order.Detail.Length > MostBytes))
            {
                yield return batch;
                (batch, size) = ([], 0);
            }

            batch.Add(order);
            size += order.Detail.Length;
        }

        if (batch.Count > 0)
            yield return batch;
    }

    // Step Functions makes a text of the detail itself.
    private void WriteEntry(Utf8JsonWriter output, string kind, byte[] detail)
    {
        output.WriteStartObject();
        output.WriteString("Source", PlatformEvents.FromHub);
        output.WriteString("DetailType", kind);
        output.WriteString("EventBusName", names.HubBus);
        output.WritePropertyName("Detail");
        output.WriteRawValue(detail);
        output.WriteEndObject();
    }
}
