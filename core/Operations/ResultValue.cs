using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Muster.Operations;

/// <summary>Writes how a point ended as JSON tokens.</summary>
internal static class ResultValue
{
    private const string Null = "null";

    /// <summary>A whole number.</summary>
    public static string Of(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? Null;

    /// <summary>A text.</summary>
    public static string Of(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>A time (UTC), such as <c>2026-03-01T12:00:00.000Z</c>.</summary>
    public static string Of(DateTimeOffset? time) => time is { } at ? $"\"{Iso(at)}\"" : Null;

    /// <summary>A duration in seconds.</summary>
    public static string Of(TimeSpan? span) => span?.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture) ?? Null;

    /// <summary>A time in UTC, to the millisecond.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>How a point ended, in the order of <see cref="ResultNames.Endings"/>.</summary>
    public static IEnumerable<ResultField> Endings(PointView point)
    {
        var last = point.Entry.Last;
        return
        [
            new("state", Of(SnakeCase.Of(point.Standing.ToString()))),
            new("exit_code", Of(last?.ExitCode)),
            new("signal", Of(last?.Signal)),
            new("attempts", Of((long?)point.Entry.Attempts.Count)),
            new("started_at", Of(last?.StartedAt)),
            new("ended_at", Of(point.EndedAt)),
            new("seconds", Of(last?.Elapsed)),
            new("cpu_seconds", Of(last?.CpuTime)),
            new("peak_memory_bytes", Of(last?.PeakMemoryBytes)),
        ];
    }
}
