using System.Text.Json;
using Muster.Aws.Contracts;
using Muster.Functions.Input;
using Muster.Functions.Logs;
using Muster.Functions.Metrics;
using Muster.Aws;
using Muster.Functions.Runtime;
using Muster.Stores;

namespace Muster.Functions.Events;

/// <summary>
/// Takes events one at a time, as a rule sends them, or a batch of them, as a queue does. Of a batch the failed ones are named, and only they come again;
/// one alone fails as a whole. An event that nobody will ever understand fails too: it ends in the dead letters, where people see it.
/// </summary>
/// <param name="deployment">This deployment.</param>
/// <param name="apply">What is done with an event.</param>
/// <param name="log">The log.</param>
/// <param name="metrics">The metrics.</param>
internal sealed class EventBatch(string deployment, Func<PlatformEvent, CancellationToken, Task> apply, FunctionLog log, FunctionMetrics metrics) : IHandler
{
    /// <inheritdoc />
    public async Task HandleAsync(JsonElement input, Utf8JsonWriter output, CancellationToken cancel)
    {
        if (input.ValueKind == JsonValueKind.Object && input.TryGetProperty("Records", out _))
        {
            await HandleBatchAsync(Fields.Of(input, "batch"), output, cancel);
            return;
        }

        try
        {
            await apply(PlatformEvent.Read(input, deployment), cancel);
        }
        catch (InputException)
        {
            metrics.Add(PlatformMetrics.Refused, 1);
            throw;
        }

        output.WriteStartObject();
        output.WriteEndObject();
    }

    private async Task HandleBatchAsync(Fields batch, Utf8JsonWriter output, CancellationToken cancel)
    {
        var failed = new List<string>();
        foreach (var record in batch.Objects("Records"))
        {
            var id = record.Text("messageId");
            try
            {
                using var body = JsonDocument.Parse(record.Text("body"));
                await apply(PlatformEvent.Read(body.RootElement, deployment), cancel);
            }
            catch (Exception error) when (error is InputException or JsonException or InvalidDataException or StoreUnavailableException or AwsProblemException)
            {
                log.Error($"The message {id} could not be dealt with.", error);
                metrics.Add(PlatformMetrics.Refused, 1);
                failed.Add(id);
            }
        }

        output.WriteStartObject();
        output.WriteStartArray("batchItemFailures");
        foreach (var id in failed)
        {
            output.WriteStartObject();
            output.WriteString("itemIdentifier", id);
            output.WriteEndObject();
        }

        output.WriteEndArray();
        output.WriteEndObject();
    }
}
