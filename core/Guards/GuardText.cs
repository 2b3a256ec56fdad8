using System.Globalization;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Guards;

/// <summary>How guards say times, spans and rates.</summary>
internal static class GuardText
{
    /// <summary>Such as <c>2026-03-01 12:03:05 UTC</c>.</summary>
    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Whole seconds, such as <c>1m30s</c>; what is negative is <c>0s</c>.</summary>
    public static string Span(TimeSpan span) => Duration.Format(TimeSpan.FromSeconds(Math.Max(0, Math.Floor(span.TotalSeconds))));

    /// <summary>Such as <c>12.3 kB/s</c>.</summary>
    public static string Rate(double bytesPerSecond) => string.Create(CultureInfo.InvariantCulture, $"{bytesPerSecond / 1000:0.#} kB/s");

    /// <summary>Such as <c>4.7 %</c>.</summary>
    public static string Percent(double percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.#} %");

    /// <summary>A wish as the option has it.</summary>
    public static string Name(OnComplete wish) => wish.ToString().ToLowerInvariant();
}
