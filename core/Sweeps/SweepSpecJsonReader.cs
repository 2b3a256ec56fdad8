using System.Runtime.InteropServices;
using System.Text.Json;
using Muster.Graphs;
using Muster.Placement;
using Muster.Resources;
using Muster.Retries;
using Muster.Units;

namespace Muster.Sweeps;

/// <summary>Reads what <see cref="SweepSpecJson"/> writes, strictly: a key that is not known is an error, since it would change what is asked for.</summary>
internal static class SweepSpecJsonReader
{
    public static SweepSpec Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            CheckSchema(root);
            var spec = new SweepSpec { Name = root.GetProperty("name").GetString()! };
            return root.EnumerateObject().Aggregate(spec, With);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new InvalidDataException($"This is no spec in canonical JSON: {exception.Message}", exception);
        }
    }

    private static void CheckSchema(JsonElement root)
    {
        var schema = root.GetProperty("schema").GetInt32();
        if (schema != SweepSpecJson.Schema)
            throw new InvalidDataException($"This spec has schema {schema}, but this Muster reads schema {SweepSpecJson.Schema}. Use the version of Muster that wrote it, or a newer one.");
    }

    private static SweepSpec With(SweepSpec spec, JsonProperty property)
    {
        var value = property.Value;
        return property.Name switch
        {
            "schema" or "name" => spec,
            "command" => spec with { Command = value.GetString() },
            "script" => spec with { Script = value.GetString() },
            "arguments" => spec with { Arguments = Texts(value) },
            "graph" => spec with { Graph = GraphSpecJsonReader.Read(value) },
            "priority" => spec with { Priority = Words.Priority.Read(value) },
            "env" => spec with { Env = value.EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetString()!, StringComparer.Ordinal) },
            "workdir" => spec with { Workdir = value.GetString() },
            "workdir_digest" => spec with { WorkdirDigest = value.GetString() },
            "setup" => spec with { Setup = value.GetString() },
            "results" => spec with { ResultPaths = Texts(value.GetProperty("paths")) },
            "resources" => spec with { Resources = ResourceJson.Read(value) },
            "retry" => spec with { Retry = RetryJson.Read(value) },
            "placement" => spec with { Placement = Placement(value) },
            "regions" => spec with { Regions = Texts(value) },
            "exclude_regions" => spec with { ExcludeRegions = Texts(value) },
            "region_distribution" => spec with { RegionDistribution = Words.RegionDistribution.Read(value) },
            _ => WithLimit(spec, property),
        };
    }

    private static SweepSpec WithLimit(SweepSpec spec, JsonProperty property)
    {
        var value = property.Value;
        return property.Name switch
        {
            "max_concurrent" => spec with { MaxConcurrent = value.GetInt32() },
            "max_concurrent_per_region" => spec with { MaxConcurrentPerRegion = value.GetInt32() },
            "launch_delay" => spec with { LaunchDelay = Time(value) },
            "timeout" => spec with { Timeout = Time(value) },
            "signal" => spec with { Signal = EarlySignal.TryParse(value.GetString()!, out var signal) ? signal : throw Unreadable(value) },
            "survive" => spec with { Survive = value.GetBoolean() },
            "tolerated_failures" => spec with { ToleratedFailures = Tolerance.TryParse(value.GetString()!, out var tolerance) ? tolerance : throw Unreadable(value) },
            "budget" => spec with { BudgetUsd = value.GetDecimal() },
            "ttl" => spec with { Ttl = Time(value) },
            "idle_timeout" => spec with { IdleTimeout = Time(value) },
            "on_complete" => spec with { OnComplete = Words.OnComplete.Read(value) },
            _ => WithPoints(spec, property),
        };
    }

    private static SweepSpec WithPoints(SweepSpec spec, JsonProperty property)
    {
        var value = property.Value;
        return property.Name switch
        {
            "defaults" => spec with { Defaults = [.. value.EnumerateObject().Select(p => new Parameter(p.Name, new(p.Value.GetRawText())))] },
            "grid" => spec with { Grid = [.. value.EnumerateObject().Select(Axis)] },
            "rows" => spec with
            {
                RowCount = value.GetProperty("count").GetInt64(),
                RowsDigest = value.TryGetProperty("digest", out var digest) ? digest.GetString() : null,
            },
            _ => throw new JsonException($"It has the unknown key '{property.Name}'."),
        };
    }

    private static GridAxis Axis(JsonProperty axis) => axis.Value.ValueKind == JsonValueKind.Object
        ? new(axis.Name, new ValueRange(Exact(axis.Value, "from"), Exact(axis.Value, "step"), axis.Value.GetProperty("count").GetInt32()))
        : new(axis.Name, [.. axis.Value.EnumerateArray().Select(v => new ParameterValue(v.GetRawText()))]);

    private static ExactNumber Exact(JsonElement range, string key) =>
        ExactNumber.TryParse(range.GetProperty(key).GetRawText(), out var number) ? number.Value : throw Unreadable(range.GetProperty(key));

    private static PlacementSpec Placement(JsonElement value)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(value));
        reader.Read();
        return PlacementJson.Read(ref reader);
    }

    private static IReadOnlyList<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];

    private static TimeSpan Time(JsonElement value) => Duration.Parse(value.GetString()!);

    private static JsonException Unreadable(JsonElement value) => new($"It has the unknown value {value.GetRawText()}.");
}
