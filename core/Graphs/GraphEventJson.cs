using System.Globalization;
using System.Buffers;
using System.Text.Json;
using Muster.Points;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Graphs;

/// <summary>The events of a graph as JSON, a line each: what a journal is made of.</summary>
public static class GraphEventJson
{
    /// <summary>An event's bytes (UTF-8), without a line break.</summary>
    public static byte[] Write(GraphEvent news)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, SweepSpecJson.Options))
        {
            json.WriteStartObject();
            switch (news)
            {
                case GraphEvent.TakenUp taken:
                    json.Text("event", "taken_up");
                    json.Number("epoch", taken.Epoch);
                    json.Number("point_attempt", taken.PointAttempt);
                    json.Time("at", taken.At);
                    json.WriteStartArray("survivors");
                    foreach (var job in taken.Survivors)
                        json.WriteNumberValue(job);
                    json.WriteEndArray();
                    WriteOutputs(json, taken.Outputs);
                    break;
                case GraphEvent.JobStarted(var job, var at):
                    json.Text("event", "started");
                    json.Number("job", job);
                    json.Time("at", at);
                    break;
                case GraphEvent.JobNotStarted(var job, var notBefore):
                    json.Text("event", "not_started");
                    json.Number("job", job);
                    json.Time("not_before", notBefore);
                    break;
                case GraphEvent.JobEnded ended:
                    json.Text("event", "ended");
                    json.Number("job", ended.Job);
                    json.Name("next", ended.Next);
                    json.Time("not_before", ended.NotBefore);
                    json.Text("reason", ended.Reason);
                    json.Text("checkpoint", ended.Checkpoint);
                    json.Text("metrics", ended.Metrics);
                    json.Object("attempt", ended.Attempt, AttemptJson.Write);
                    break;
                case GraphEvent.GivenUp(var state, var reason):
                    json.Text("event", "given_up");
                    json.Name("state", state);
                    json.Text("reason", reason);
                    break;
                case GraphEvent.TimeSpent(var spent):
                    json.Text("event", "time_spent");
                    json.Number("spent_ticks", spent.Ticks);
                    break;
                default:
                    throw new ArgumentException($"An unknown event: {news.GetType().Name}.", nameof(news));
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads an event.</summary>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public static GraphEvent Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"This is no event of a job graph: {exception.Message}", exception);
        }
    }

    private static void WriteOutputs(Utf8JsonWriter json, IReadOnlyList<LostOutput> outputs)
    {
        if (outputs.Count == 0)
            return;
        json.WriteStartObject("outputs");
        foreach (var (job, output) in outputs)
            json.WriteString(job.ToString(CultureInfo.InvariantCulture), output);
        json.WriteEndObject();
    }

    private static GraphEvent Read(JsonElement json) => json.Text("event") switch
    {
        "taken_up" => new GraphEvent.TakenUp(json.Long("epoch"), json.Int("point_attempt"), json.Time("at"))
        {
            Survivors = [.. json.Member("survivors").EnumerateArray().Select(job => job.GetInt32())],
            Outputs = [.. json.Find("outputs") is { } outputs ? outputs.EnumerateObject().Select(lost => new LostOutput(int.Parse(lost.Name, CultureInfo.InvariantCulture), lost.Value.GetString()!)) : []],
        },
        "started" => new GraphEvent.JobStarted(json.Int("job"), json.Time("at")),
        "not_started" => new GraphEvent.JobNotStarted(json.Int("job"), json.Time("not_before")),
        "ended" => new GraphEvent.JobEnded(
            json.Int("job"), AttemptJson.Read(json.Member("attempt")), (JobState)json.Name("next", typeof(JobState)), json.TimeOrNull("not_before"), json.TextOrNull("reason"))
        {
            Checkpoint = json.TextOrNull("checkpoint"),
            Metrics = json.TextOrNull("metrics"),
        },
        "given_up" => new GraphEvent.GivenUp((JobState)json.Name("state", typeof(JobState)), json.Text("reason")),
        "time_spent" => new GraphEvent.TimeSpent(TimeSpan.FromTicks(json.Long("spent_ticks"))),
        var other => throw new FormatException($"event is \"{other}\", which is unknown."),
    };
}
