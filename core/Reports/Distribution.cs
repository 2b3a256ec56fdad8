namespace Muster.Reports;

/// <summary>What numbers measure, which says how they are written.</summary>
public enum Unit
{
    /// <summary>Nothing that we know of.</summary>
    Plain,
    /// <summary>Seconds.</summary>
    Seconds,
    /// <summary>Bytes.</summary>
    Bytes,
    /// <summary>Whole things.</summary>
    Things,
}

/// <summary>How numbers are spread.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Unit">What they measure.</param>
/// <param name="Count">How many there are, 1 or more.</param>
public sealed record Distribution(string Name, Unit Unit, long Count)
{
    /// <summary>The least.</summary>
    public required double Min { get; init; }

    /// <summary>The greatest.</summary>
    public required double Max { get; init; }

    /// <summary>The mean.</summary>
    public required double Mean { get; init; }

    /// <summary>As many are less as are greater; of more than about 2,000 different numbers it is near.</summary>
    public required double Median { get; init; }

    /// <summary>Whether the bins are of one width on a scale of powers of ten.</summary>
    public required bool IsLog { get; init; }

    /// <summary>The counts, by ascending numbers without gaps.</summary>
    public required IReadOnlyList<NumberBin> Bins { get; init; }

    /// <summary>The count of the fullest bin.</summary>
    public long Fullest => Bins.Max(bin => bin.Count);
}

/// <summary>Gathers a distribution; what it holds does not grow with the numbers.</summary>
/// <param name="name">What they are.</param>
/// <param name="unit">What they measure.</param>
public sealed class DistributionBuilder(string name, Unit unit = Unit.Plain)
{
    private readonly NumberBins plain = new();
    private readonly NumberBins powers = new();

    /// <summary>Adds a number, which is finite.</summary>
    public void Add(double number)
    {
        plain.Add(number);
        if (number > 0)
            powers.Add(Math.Log10(number));
    }

    /// <summary>The distribution so far; null: there is nothing.</summary>
    /// <param name="most">Most bins.</param>
    public Distribution? Build(int most)
    {
        if (plain.Count == 0)
            return null;
        var isLog = Spans.IsWide(plain.Min, plain.Max);
        return new(name, unit, plain.Count)
        {
            Min = plain.Min,
            Max = plain.Max,
            Mean = plain.Mean,
            Median = plain.Quantile(0.5),
            IsLog = isLog,
            Bins = isLog
                ? [.. powers.Into(most).Select(bin => new NumberBin(Math.Pow(10, bin.Low), Math.Pow(10, bin.High), bin.Count))]
                : plain.Into(most),
        };
    }
}

/// <summary>How far numbers reach.</summary>
public static class Spans
{
    /// <summary>Whether a scale of powers of ten shows a range better: all is positive, over three decades or more.</summary>
    public static bool IsWide(double min, double max) => min > 0 && max / min >= 1000;
}
