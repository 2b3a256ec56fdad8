using System.Globalization;
using Muster.Cli.Rendering;
using Muster.Reports;
using Muster.Units;

namespace Muster.Cli.Reporting.Charts;

/// <summary>A mark on an axis.</summary>
/// <param name="At">The number.</param>
/// <param name="Text">What is written there.</param>
internal readonly record struct Tick(double At, string Text);

/// <summary>Round numbers on axes, in the words of their unit.</summary>
internal static class Ticks
{
    private static readonly double[] TimeSteps =
    [
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800,
        3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600,
    ];

    private static readonly double[] TimePowers = [1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 60, 600, 3600, 36000, 86400, 864000, 8640000];

    /// <summary>Marks at even distances.</summary>
    /// <param name="min">The axis begins here.</param>
    /// <param name="max">And ends here, at more than <paramref name="min"/>.</param>
    /// <param name="most">Most marks, 2 or more.</param>
    /// <param name="unit">What the numbers measure.</param>
    public static IReadOnlyList<Tick> Even(double min, double max, int most, Unit unit)
    {
        var step = unit switch
        {
            Unit.Seconds => TimeSteps.Cast<double?>().FirstOrDefault(step => (max - min) / step <= most) ?? NiceNumbers.Step(max - min, most),
            Unit.Bytes => Math.Pow(2, Math.Max(0, Math.Ceiling(Math.Log2((max - min) / most)))),
            Unit.Plain => NiceNumbers.Step(max - min, most),
            Unit.Things => Math.Max(1, NiceNumbers.Step(max - min, most)),
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "An unknown unit."),
        };
        return [.. NiceNumbers.Multiples(step, min, max).Select(at => new Tick(at, TextOf(at, unit)))];
    }

    /// <summary>Marks at even ratios.</summary>
    /// <param name="min">More than 0.</param>
    /// <param name="max">More than <paramref name="min"/>.</param>
    /// <param name="most">Most marks, 2 or more.</param>
    /// <param name="unit">What the numbers measure.</param>
    public static IReadOnlyList<Tick> Powers(double min, double max, int most, Unit unit)
    {
        if (unit == Unit.Seconds)
            return Thinned([.. TimePowers.Where(at => at >= min * 0.999 && at <= max * 1.001)], most, unit);
        var ten = unit == Unit.Bytes ? 2 : 10;
        var (first, last) = ((int)Math.Ceiling(Math.Log(min, ten) - 1e-9), (int)Math.Floor(Math.Log(max, ten) + 1e-9));
        return Thinned([.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(power => Math.Pow(ten, power))], most, unit);
    }

    private static IReadOnlyList<Tick> Thinned(IReadOnlyList<double> all, int most, Unit unit)
    {
        var every = (all.Count + most - 1) / most;
        return [.. all.Where((_, i) => i % Math.Max(1, every) == 0).Select(at => new Tick(at, TextOf(at, unit)))];
    }

    private static string TextOf(double at, Unit unit) => unit switch
    {
        Unit.Seconds when at > 1 && at != Math.Floor(at) => string.Create(CultureInfo.InvariantCulture, $"{at:0.###}s"),
        Unit.Seconds when at >= 0.001 || at == 0 => Duration.Format(TimeSpan.FromMilliseconds((long)Math.Round(at * 1000), 0)),
        Unit.Seconds => string.Create(CultureInfo.InvariantCulture, $"{at * 1e6:0.##}µs"),
        Unit.Bytes => Human.Bytes((long)at).Replace(".0 ", " ", StringComparison.Ordinal),
        Unit.Plain or Unit.Things => Figures.Text(at, unit),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "An unknown unit."),
    };
}
