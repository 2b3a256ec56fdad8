namespace Muster.Reports;

/// <summary>
/// Counts numbers in bins whose width is a power of ten, without knowing them beforehand: the width grows tenfold whenever the bins
/// become too many, and counts stay exact. What is held does not grow with the numbers.
/// </summary>
public sealed class NumberBins
{
    /// <summary>Most bins that are kept; as long as there are fewer different numbers, each has its own.</summary>
    public const int Most = 2048;

    // A double tells 15 decimal digits; narrower bins than its last digit would hold nothing else.
    private const int Digits = 15;
    private const int LeastExponent = -290;

    private Dictionary<long, long> bins = [];
    private int exponent = LeastExponent;
    private double sum;

    /// <summary>How many numbers there are.</summary>
    public long Count { get; private set; }

    /// <summary>The least; not a number when there are none.</summary>
    public double Min { get; private set; } = double.NaN;

    /// <summary>The greatest; not a number when there are none.</summary>
    public double Max { get; private set; } = double.NaN;

    /// <summary>The mean; not a number when there are none.</summary>
    public double Mean => sum / Count;

    /// <summary>Adds a number, which is finite.</summary>
    public void Add(double number)
    {
        if (!double.IsFinite(number))
            throw new ArgumentOutOfRangeException(nameof(number), number, "Only finite numbers have a bin.");
        Count++;
        sum += number;
        (Min, Max) = Count == 1 ? (number, number) : (Math.Min(Min, number), Math.Max(Max, number));
        if (number != 0 && PlaceOf(number) - exponent >= Digits)
            Widen(PlaceOf(number) - exponent - Digits + 1);
        var bin = (long)Math.Floor(Scaled(number));
        bins[bin] = bins.GetValueOrDefault(bin) + 1;
        while (bins.Count > Most)
            Widen(1);
    }

    /// <summary>The number below which a part of all lies, to the width of a bin.</summary>
    /// <param name="part">0 to 1.</param>
    public double Quantile(double part)
    {
        var rank = (long)Math.Floor(part * (Count - 1));
        foreach (var (bin, count) in bins.OrderBy(pair => pair.Key))
        {
            if ((rank -= count) < 0)
                return Math.Clamp(Unscaled(bin), Min, Max);
        }

        return Max;
    }

    /// <summary>The counts in bins of one width, which is 1, 2 or 5 times a power of ten, from the least number to the greatest.</summary>
    /// <param name="most">Most bins, 2 or more.</param>
    public IReadOnlyList<NumberBin> Into(int most)
    {
        if (Count == 0)
            return [];
        var (first, last) = (bins.Keys.Min(), bins.Keys.Max());
        var step = StepFor(first, last, most);
        var counts = new long[FloorDivide(last, step) - FloorDivide(first, step) + 1];
        foreach (var (bin, count) in bins)
            counts[FloorDivide(bin, step) - FloorDivide(first, step)] += count;
        return [.. counts.Select((count, i) => BinOf(FloorDivide(first, step) + i, step, count))];
    }

    private NumberBin BinOf(long number, long step, long count) => new(Unscaled(number * step), Unscaled((number + 1) * step), count);

    private static long StepFor(long first, long last, int most)
    {
        for (long power = 1; ; power *= 10)
        {
            foreach (var step in (ReadOnlySpan<long>)[power, 2 * power, 5 * power])
            {
                if (FloorDivide(last, step) - FloorDivide(first, step) < most)
                    return step;
            }
        }
    }

    private void Widen(int places)
    {
        exponent += places;
        var factor = (long)Math.Pow(10, Math.Min(places, Digits + 1));
        var wider = new Dictionary<long, long>();
        foreach (var (bin, count) in bins)
            wider[FloorDivide(bin, factor)] = wider.GetValueOrDefault(FloorDivide(bin, factor)) + count;
        bins = wider;
    }

    /// <summary>The place of the first digit: 0 of 7, −1 of 0.7.</summary>
    private static int PlaceOf(double number) => (int)Math.Floor(Math.Log10(Math.Abs(number)));

    // A whole power of ten is exact up to 10^22, so that 0.3 times ten is 3; divided by a tenth it is less.
    private double Scaled(double number) => exponent < 0 ? number * Math.Pow(10, -exponent) : number / Math.Pow(10, exponent);

    private double Unscaled(long bin) => exponent < 0 ? bin / Math.Pow(10, -exponent) : bin * Math.Pow(10, exponent);

    private static long FloorDivide(long number, long by)
    {
        var (whole, rest) = Math.DivRem(number, by);
        return rest < 0 ? whole - 1 : whole;
    }
}

/// <summary>How many numbers lie in a range.</summary>
/// <param name="Low">From here on.</param>
/// <param name="High">Up to here, but not this.</param>
/// <param name="Count">0 or more.</param>
public readonly record struct NumberBin(double Low, double High, long Count);
