using System.Globalization;

namespace Muster.Agent.Processes.Survivors;

/// <summary>How a command ended, as its small parent wrote it.</summary>
/// <param name="ExitCode">0–255, as the shell tells it: 128 + n may mean that signal n ended the command.</param>
/// <param name="StartedAt">When it started (UTC).</param>
/// <param name="EndedAt">When it ended (UTC).</param>
/// <param name="CpuTime">User and system time of the command and the descendants it waited for.</param>
public sealed record ExitRecord(int ExitCode, DateTimeOffset StartedAt, DateTimeOffset EndedAt, TimeSpan CpuTime)
{
    /// <summary>Reads a record; null when there is none, or when what is there is not a whole one.</summary>
    public static ExitRecord? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? TryParse(File.ReadAllLines(path)) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Lines: a title with the version, code, start, end, and what the shell's <c>times</c> says of itself and of its children.</summary>
    private static ExitRecord? TryParse(string[] lines) =>
        lines is ["muster-exit 1", var code, var start, var end, _, var children]
        && int.TryParse(After("code ", code), NumberStyles.None, CultureInfo.InvariantCulture, out var exitCode)
        && TimeOf(After("start ", start)) is { } startedAt
        && TimeOf(After("end ", end)) is { } endedAt
        && CpuOf(children) is { } cpu
            ? new(exitCode, startedAt, endedAt, cpu)
            : null;

    private static string After(string title, string line) => line.StartsWith(title, StringComparison.Ordinal) ? line[title.Length..] : "";

    /// <summary>Seconds since 1970. The shell writes the fraction after the comma or point of its locale.</summary>
    private static DateTimeOffset? TimeOf(string text) =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;

    /// <summary>User and system time such as <c>1m2.345s 0m0.010s</c>.</summary>
    private static TimeSpan? CpuOf(string text)
    {
        var total = TimeSpan.Zero;
        foreach (var part in text.Replace(',', '.').Split(' '))
        {
            if (part.Split('m') is not [var minutes, var rest] || !rest.EndsWith('s')) return null;
            if (!int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)) return null;
            if (!double.TryParse(rest[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)) return null;
            total += TimeSpan.FromMinutes(whole) + TimeSpan.FromSeconds(seconds);
        }

        return total;
    }
}
