using System.Globalization;

namespace Muster.Cli.Rendering;

/// <summary>Times, durations and amounts for people.</summary>
internal static class Human
{
    /// <summary>A text that another sentence may follow: with a full stop, unless it ends as a sentence does.</summary>
    public static string Sentence(string text) => text is [.., '.' or '?' or '!'] ? text : $"{text}.";

    /// <summary>A duration such as <c>0.35s</c>, <c>12.3s</c>, <c>4m 05s</c>, <c>3h 12m</c> or <c>2d 03h</c>.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 10 } => Text($"{span.TotalSeconds:0.00}s"),
        { TotalSeconds: < 60 } => Text($"{Math.Floor(span.TotalSeconds * 10) / 10:0.0}s"),
        { TotalHours: < 1 } => Text($"{span.Minutes}m {span.Seconds:00}s"),
        { TotalDays: < 1 } => Text($"{span.Hours}h {span.Minutes:00}m"),
        _ => Text($"{span.Days}d {span.Hours:00}h"),
    };

    /// <summary>How long ago something was, such as <c>3m ago</c>.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now) => (now - time) switch
    {
        { TotalSeconds: < 1 } => "just now",
        { TotalMinutes: < 1 } span => Text($"{span.Seconds}s ago"),
        { TotalHours: < 1 } span => Text($"{span.Minutes}m ago"),
        { TotalDays: < 1 } span => Text($"{span.Hours}h ago"),
        var span => Text($"{span.Days}d ago"),
    };

    /// <summary>A time in the user's zone, which is named: such as <c>2026-03-01 14:03:05 +02:00</c>, or <c>2026-03-01 12:03:05 UTC</c> where that is the zone.</summary>
    public static string Time(DateTimeOffset time, TimeProvider clock)
    {
        var local = TimeZoneInfo.ConvertTime(time, clock.LocalTimeZone);
        return local.ToString(local.Offset == TimeSpan.Zero ? "yyyy-MM-dd HH:mm:ss 'UTC'" : "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
    }

    /// <summary>An amount of memory such as <c>512 B</c>, <c>3.2 MiB</c>.</summary>
    public static string Bytes(long bytes)
    {
        var (amount, unit) = ((double)bytes, 0);
        while (amount >= 1024 && unit < Units.Length - 1)
            (amount, unit) = (amount / 1024, unit + 1);
        return unit == 0 ? Text($"{bytes} B") : Text($"{amount:0.0} {Units[unit]}");
    }

    /// <summary>A part of a whole such as <c>93.8%</c>.</summary>
    public static string Percent(double part) => Text($"{part * 100:0.0}%");

    /// <summary>An amount of money such as <c>0.00 USD</c>.</summary>
    public static string Usd(decimal amount) => Text($"{amount:0.00##} USD");

    /// <summary>How many there are, such as <c>1 point</c> or <c>3 points</c>.</summary>
    public static string Count(long count, string thing) => Text($"{count} {thing}{(count == 1 ? "" : "s")}");

    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
