using System.Text.Json;
using Muster.Resources;
using Muster.Retries;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Graphs;

/// <summary>Reads what <see cref="GraphSpecJson"/> writes, strictly: a key that is not known is an error, since it would change what is asked for.</summary>
internal static class GraphSpecJsonReader
{
    public static GraphSpec Read(JsonElement json)
    {
        var schema = json.GetProperty("schema").GetInt32();
        if (schema != GraphSpecJson.Schema)
            throw new InvalidDataException($"This job graph has schema {schema}, but this Muster reads schema {GraphSpecJson.Schema}. Use the version of Muster that wrote it, or a newer one.");
        GraphSpec graph = new() { Jobs = [.. json.GetProperty("jobs").EnumerateArray().Select(Job)] };
        return json.EnumerateObject().Aggregate(graph, With);
    }

    private static GraphSpec With(GraphSpec graph, JsonProperty property)
    {
        var value = property.Value;
        return property.Name switch
        {
            "schema" or "jobs" => graph,
            "queue_id" => graph with { Id = value.GetString() },
            "on_failure" => graph with { OnFailure = Words.OnFailure.Read(value) },
            "max_parallel" => graph with { MaxParallel = value.GetInt32() },
            "result_s3_bucket" => graph with { ResultBucket = value.GetString() },
            "result_s3_prefix" => graph with { ResultPrefix = value.GetString() },
            _ => throw new JsonException($"It has the unknown key '{property.Name}'."),
        };
    }

    private static JobSpec Job(JsonElement json)
    {
        JobSpec job = new() { Id = json.GetProperty("job_id").GetString()!, Command = json.GetProperty("command").GetString()! };
        return json.EnumerateObject().Aggregate(job, With);
    }

    private static JobSpec With(JobSpec job, JsonProperty property)
    {
        var value = property.Value;
        return property.Name switch
        {
            "job_id" or "command" => job,
            "timeout" => job with { Timeout = Duration.Parse(value.GetString()!) },
            "depends_on" => job with { DependsOn = Texts(value) },
            "env" => job with { Env = value.EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetString()!, StringComparer.Ordinal) },
            "result_paths" => job with { ResultPaths = Texts(value) },
            "retry" => job with { Retry = RetryJson.Read(value) },
            "resources" => job with { Resources = ResourceJson.Read(value) },
            _ => throw new JsonException($"A job has the unknown key '{property.Name}'."),
        };
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];
}
