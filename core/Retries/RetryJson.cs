using System.Text.Json;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Retries;

/// <summary>The canonical JSON of a retry policy: every member, in a fixed order, under the sweep file's own keys.</summary>
internal static class RetryJson
{
    public static void Write(Utf8JsonWriter writer, RetryPolicy retry)
    {
        writer.WriteStartObject();
        writer.WriteNumber("max_attempts", retry.MaxAttempts);
        writer.WriteString("backoff", Words.Backoff.Of(retry.Backoff));
        writer.WriteString("base_delay", Duration.Format(retry.BaseDelay));
        writer.WriteString("max_delay", Duration.Format(retry.MaxDelay));
        writer.WriteNumber("jitter", retry.Jitter);
        WriteCodes(writer, "retry_on_codes", retry.RetryOnCodes);
        WriteCodes(writer, "dont_retry_on_codes", retry.DontRetryOnCodes);
        writer.WriteEndObject();
    }

    public static RetryPolicy Read(JsonElement json) => json.EnumerateObject().Aggregate(RetryPolicy.None, With);

    private static RetryPolicy With(RetryPolicy retry, JsonProperty property) => property.Name switch
    {
        "max_attempts" => retry with { MaxAttempts = property.Value.GetInt32() },
        "backoff" => retry with { Backoff = Words.Backoff.Read(property.Value) },
        "base_delay" => retry with { BaseDelay = Duration.Parse(property.Value.GetString()!) },
        "max_delay" => retry with { MaxDelay = Duration.Parse(property.Value.GetString()!) },
        "jitter" => retry with { Jitter = property.Value.GetDouble() },
        "retry_on_codes" => retry with { RetryOnCodes = [.. property.Value.EnumerateArray().Select(c => c.GetInt32())] },
        "dont_retry_on_codes" => retry with { DontRetryOnCodes = [.. property.Value.EnumerateArray().Select(c => c.GetInt32())] },
        _ => throw new JsonException($"It has the unknown key 'retry.{property.Name}'."),
    };

    private static void WriteCodes(Utf8JsonWriter writer, string key, IReadOnlyList<int> codes)
    {
        writer.WriteStartArray(key);
        foreach (var code in codes) writer.WriteNumberValue(code);
        writer.WriteEndArray();
    }
}
