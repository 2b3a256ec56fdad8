using System.Globalization;
using Muster.Cli.Rendering;
using Muster.Reports;

namespace Muster.Cli.Reporting;

/// <summary>Numbers for people.</summary>
internal static class Figures
{
    /// <summary>A number of four digits or so, such as <c>0.0123</c>, <c>4448</c>, <c>1.5e-5</c>.</summary>
    public static string Text(double number)
    {
        var size = Math.Abs(number);
        if (size >= 1e9 || size is > 0 and < 1e-3)
            return Exponent(number.ToString("0.###e0", CultureInfo.InvariantCulture));
        if (size == 0 || number == Math.Floor(number))
            return number.ToString("0", CultureInfo.InvariantCulture);
        var decimals = Math.Max(0, 3 - (int)Math.Floor(Math.Log10(size)));
        return Math.Round(number, Math.Min(15, decimals)).ToString($"0.{new string('#', decimals)}", CultureInfo.InvariantCulture);
    }

    /// <summary>A number in its unit.</summary>
    public static string Text(double number, Unit unit) => unit switch
    {
        Unit.Plain => Text(number),
        Unit.Seconds => Seconds(number),
        Unit.Bytes => Human.Bytes((long)Math.Round(number)),
        Unit.Things => Count((long)Math.Round(number)),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "An unknown unit."),
    };

    /// <summary>Writes numbers that stand below each other with as many decimals as the greatest of them needs.</summary>
    public static Func<double, string> Aligned(IReadOnlyCollection<double> numbers)
    {
        var size = numbers.Max(Math.Abs);
        if (size is >= 1e9 or < 1e-3 || numbers.All(number => number == Math.Floor(number)))
            return Text;
        var decimals = Math.Max(0, 3 - (int)Math.Floor(Math.Log10(size)));
        return number => number.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>How many, such as <c>12,345</c>.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>How many of something, such as <c>1 point</c> or <c>12,345 points</c>.</summary>
    public static string Count(long count, string thing) => $"{Count(count)} {thing}{(count == 1 ? "" : "s")}";

    private static string Seconds(double seconds) =>
        seconds is > 0 and < 1 ? $"{Text(Math.Round(seconds * 1000, seconds < 0.01 ? 2 : 0))} ms" : Human.Span(TimeSpan.FromSeconds(seconds));

    private static string Exponent(string text) => text.Replace("e+", "e", StringComparison.Ordinal);
}
