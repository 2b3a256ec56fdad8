namespace Muster.Reports;

/// <summary>Round numbers for scales.</summary>
public static class NiceNumbers
{
    /// <summary>The least step of 1, 2 or 5 times a power of ten that divides a span into at most so many parts.</summary>
    /// <param name="span">More than 0.</param>
    /// <param name="most">1 or more.</param>
    public static double Step(double span, int most)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(span / most)));
        foreach (var times in (ReadOnlySpan<int>)[1, 2, 5, 10, 20])
        {
            if (span / (power * times) <= most * (1 + 1e-9))
                return power * times;
        }

        return span;
    }

    /// <summary>The multiples of a step within a range, ascending; those at its ends belong to it.</summary>
    public static IEnumerable<double> Multiples(double step, double min, double max)
    {
        var (first, last) = (Math.Ceiling(min / step - 1e-9), Math.Floor(max / step + 1e-9));
        // Division by the inverse gives 0.3 for three steps of 0.1, where multiplication gives 0.30000000000000004.
        var inverse = Math.Round(1 / step);
        for (var multiple = first; multiple <= last; multiple++)
            yield return multiple == 0 ? 0 : step < 1 && inverse < 1e15 ? multiple / inverse : multiple * step;
    }
}
