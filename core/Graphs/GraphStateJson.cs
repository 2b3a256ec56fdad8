using System.Buffers;
using System.Text.Json;
using Muster.Points;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Graphs;

/// <summary>The state of a graph as JSON: what a worker keeps in the store, and what its journal begins with. Jobs that nothing happened to are left out.</summary>
public static class GraphStateJson
{
    /// <summary>The version of the form, which each state carries as <c>schema</c>.</summary>
    public const int Schema = 1;

    /// <summary>The bytes (UTF-8), without a line break.</summary>
    public static byte[] Write(GraphState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, SweepSpecJson.Options))
        {
            json.WriteStartObject();
            json.Number("schema", Schema);
            json.Number("version", state.Version);
            json.Number("epoch", state.Epoch);
            json.Number("point_attempt", state.PointAttempt);
            json.Number("spent_ticks", state.Spent.Ticks);
            json.WriteStartArray("jobs");
            for (var job = 0; job < state.Jobs.Count; job++)
                if (state.Jobs[job] != JobRecord.New)
                    Write(json, job, state.Jobs[job]);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads the bytes (UTF-8).</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="spec">The graph whose state it is.</param>
    /// <exception cref="InvalidDataException">They are no state of this graph, or one of another schema; the message says which.</exception>
    public static GraphState Read(ReadOnlyMemory<byte> json, GraphSpec spec)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, spec);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"This is no state of the job graph: {exception.Message}", exception);
        }
    }

    private static GraphState Read(JsonElement json, GraphSpec spec)
    {
        if (json.Int("schema") is var schema && schema != Schema)
            throw new InvalidDataException($"This state of a job graph has schema {schema}, but this Muster reads schema {Schema}. Use the version of Muster that wrote it, or a newer one.");
        var jobs = Enumerable.Repeat(JobRecord.New, spec.Jobs.Count).ToArray();
        foreach (var line in json.Member("jobs").EnumerateArray())
            jobs[line.Int("job")] = ReadJob(line);
        return new(spec, jobs, new(json.Long("version"), json.Long("epoch"), json.Int("point_attempt"), TimeSpan.FromTicks(json.Long("spent_ticks"))));
    }

    private static void Write(Utf8JsonWriter json, int job, JobRecord record)
    {
        json.WriteStartObject();
        json.Number("job", job);
        json.Name("state", record.State);
        json.Number("uncounted", record.Uncounted == 0 ? null : record.Uncounted);
        json.Time("not_before", record.NotBefore);
        json.Time("running_since", record.RunningSince);
        json.Text("checkpoint", record.Checkpoint);
        json.Text("metrics", record.Metrics);
        json.Text("reason", record.Reason);
        json.List("attempts", record.Attempts, AttemptJson.Write);
        json.WriteEndObject();
    }

    private static JobRecord ReadJob(JsonElement json) => new()
    {
        State = (JobState)json.Name("state", typeof(JobState)),
        Uncounted = json.IntOrNull("uncounted") ?? 0,
        NotBefore = json.TimeOrNull("not_before"),
        RunningSince = json.TimeOrNull("running_since"),
        Checkpoint = json.TextOrNull("checkpoint"),
        Metrics = json.TextOrNull("metrics"),
        Reason = json.TextOrNull("reason"),
        Attempts = json.List("attempts", AttemptJson.Read),
    };
}
