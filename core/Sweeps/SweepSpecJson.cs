using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Muster.Graphs;
using Muster.Placement;
using Muster.Resources;
using Muster.Retries;
using Muster.Units;

namespace Muster.Sweeps;

/// <summary>
/// The canonical JSON of a spec: what a run keeps, and what two submissions are compared by. Equal specs have equal bytes. Keys are the
/// sweep file's own, in a fixed order; defaults are written out, so that a later version with others reads an old spec as it was meant; what is null is left out.
/// </summary>
public static class SweepSpecJson
{
    /// <summary>The version of the form, which each document carries as <c>schema</c>.</summary>
    public const int Schema = 1;

    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes (UTF-8).</summary>
    public static byte[] Write(SweepSpec spec)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) Write(writer, spec);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads the bytes (UTF-8).</summary>
    /// <exception cref="InvalidDataException">They are no spec, or one of another schema; the message says which.</exception>
    public static SweepSpec Read(ReadOnlyMemory<byte> json) => SweepSpecJsonReader.Read(json);

    private static void Write(Utf8JsonWriter writer, SweepSpec spec)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schema", Schema);
        WriteWork(writer, spec);
        WriteLimits(writer, spec);
        writer.WritePropertyName("retry");
        RetryJson.Write(writer, spec.Retry);
        writer.WritePropertyName("resources");
        ResourceJson.Write(writer, spec.Resources);
        writer.WritePropertyName("placement");
        PlacementJson.Write(writer, spec.Placement);
        WriteRegions(writer, spec);
        WritePoints(writer, spec);
        writer.WriteEndObject();
    }

    private static void WriteWork(Utf8JsonWriter writer, SweepSpec spec)
    {
        writer.WriteString("name", spec.Name);
        if (spec.Command is { } command) writer.WriteString("command", command);
        if (spec.Script is { } script) writer.WriteString("script", script);
        if (spec.Arguments is { } arguments) WriteTexts(writer, "arguments", arguments);
        if (spec.Graph is { } graph)
        {
            writer.WritePropertyName("graph");
            GraphSpecJson.Write(writer, graph);
        }
        writer.WriteString("priority", Words.Priority.Of(spec.Priority));
        writer.WriteStartObject("env");
        foreach (var (name, value) in spec.Env.OrderBy(e => e.Key, StringComparer.Ordinal)) writer.WriteString(name, value);
        writer.WriteEndObject();
        if (spec.Workdir is { } workdir) writer.WriteString("workdir", workdir);
        if (spec.WorkdirDigest is { } digest) writer.WriteString("workdir_digest", digest);
        if (spec.Setup is { } setup) writer.WriteString("setup", setup);
        writer.WriteStartObject("results");
        WriteTexts(writer, "paths", spec.ResultPaths);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void WriteLimits(Utf8JsonWriter writer, SweepSpec spec)
    {
        if (spec.MaxConcurrent is { } most) writer.WriteNumber("max_concurrent", most);
        if (spec.MaxConcurrentPerRegion is { } perRegion) writer.WriteNumber("max_concurrent_per_region", perRegion);
        writer.WriteString("launch_delay", Duration.Format(spec.LaunchDelay));
        writer.WriteString("timeout", Duration.Format(spec.Timeout));
        if (spec.Signal is { } signal) writer.WriteString("signal", signal.ToString());
        writer.WriteBoolean("survive", spec.Survive);
        writer.WriteString("tolerated_failures", spec.ToleratedFailures.ToString());
        if (spec.BudgetUsd is { } budget) writer.WriteNumber("budget", CanonicalNumber.Of(budget));
        if (spec.Ttl is { } ttl) writer.WriteString("ttl", Duration.Format(ttl));
        if (spec.IdleTimeout is { } idle) writer.WriteString("idle_timeout", Duration.Format(idle));
        writer.WriteString("on_complete", Words.OnComplete.Of(spec.OnComplete));
    }

    private static void WriteRegions(Utf8JsonWriter writer, SweepSpec spec)
    {
        if (spec.Regions.Count > 0) WriteTexts(writer, "regions", spec.Regions);
        if (spec.ExcludeRegions.Count > 0) WriteTexts(writer, "exclude_regions", spec.ExcludeRegions);
        writer.WriteString("region_distribution", Words.RegionDistribution.Of(spec.RegionDistribution));
    }

    private static void WritePoints(Utf8JsonWriter writer, SweepSpec spec)
    {
        writer.WriteStartObject("defaults");
        foreach (var (name, value) in spec.Defaults) WriteRaw(writer, name, value);
        writer.WriteEndObject();
        writer.WriteStartObject("grid");
        foreach (var axis in spec.Grid) WriteAxis(writer, axis);
        writer.WriteEndObject();
        writer.WriteStartObject("rows");
        writer.WriteNumber("count", spec.RowCount);
        if (spec.RowsDigest is { } digest) writer.WriteString("digest", digest);
        writer.WriteEndObject();
    }

    /// <summary>A list of values; or an object of <c>from</c>, <c>step</c> and <c>count</c>, since a range is never written out.</summary>
    private static void WriteAxis(Utf8JsonWriter writer, GridAxis axis)
    {
        writer.WritePropertyName(axis.Name);
        if (axis.Values is ValueRange range)
        {
            writer.WriteStartObject();
            WriteRaw(writer, "from", new(range.First));
            WriteRaw(writer, "step", new(range.Step));
            writer.WriteNumber("count", range.Count);
            writer.WriteEndObject();
            return;
        }
        writer.WriteStartArray();
        foreach (var value in axis.Values) writer.WriteRawValue(value.Json);
        writer.WriteEndArray();
    }

    private static void WriteRaw(Utf8JsonWriter writer, string name, ParameterValue value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(value.Json);
    }
}
