using System.Buffers;
using System.Text.Json;
using Muster.Resources;
using Muster.Retries;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Graphs;

/// <summary>
/// The canonical JSON of a job graph, which a spec's own holds as <c>graph</c>. Equal graphs have equal bytes. Keys are the queue file's
/// own, in a fixed order; defaults are written out, what is null is left out.
/// </summary>
public static class GraphSpecJson
{
    /// <summary>The version of the form, which each graph carries as <c>schema</c>.</summary>
    public const int Schema = 1;

    /// <summary>The bytes (UTF-8).</summary>
    public static byte[] Write(GraphSpec graph)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, SweepSpecJson.Options)) Write(writer, graph);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads the bytes (UTF-8).</summary>
    /// <exception cref="InvalidDataException">They are no job graph, or one of another schema; the message says which.</exception>
    public static GraphSpec Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return GraphSpecJsonReader.Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new InvalidDataException($"This is no job graph in canonical JSON: {exception.Message}", exception);
        }
    }

    internal static void Write(Utf8JsonWriter writer, GraphSpec graph)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schema", Schema);
        if (graph.Id is { } id) writer.WriteString("queue_id", id);
        writer.WriteString("on_failure", Words.OnFailure.Of(graph.OnFailure));
        writer.WriteNumber("max_parallel", graph.MaxParallel);
        if (graph.ResultBucket is { } bucket) writer.WriteString("result_s3_bucket", bucket);
        if (graph.ResultPrefix is { } prefix) writer.WriteString("result_s3_prefix", prefix);
        writer.WriteStartArray("jobs");
        foreach (var job in graph.Jobs) Write(writer, job);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, JobSpec job)
    {
        writer.WriteStartObject();
        writer.WriteString("job_id", job.Id);
        writer.WriteString("command", job.Command);
        if (job.Timeout is { } timeout) writer.WriteString("timeout", Duration.Format(timeout));
        WriteTexts(writer, "depends_on", job.DependsOn);
        writer.WriteStartObject("env");
        foreach (var (name, value) in job.Env.OrderBy(e => e.Key, StringComparer.Ordinal)) writer.WriteString(name, value);
        writer.WriteEndObject();
        WriteTexts(writer, "result_paths", job.ResultPaths);
        writer.WritePropertyName("retry");
        RetryJson.Write(writer, job.Retry);
        writer.WritePropertyName("resources");
        ResourceJson.Write(writer, job.Resources);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string key, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(key);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
