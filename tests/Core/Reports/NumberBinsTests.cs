using FsCheck;
using FsCheck.Fluent;
using Muster.Reports;

namespace Muster.Tests.Core.Reports;

public class NumberBinsTests
{
    [Fact]
    public void Bins_hold_the_counts_of_their_ranges() => Prop.ForAll(Numbers.Many, Gen.Choose(2, 40).ToArbitrary(), (numbers, most) =>
    {
        var bins = Of(numbers).Into(most);
        return bins.Count <= most
            && bins.Sum(bin => bin.Count) == numbers.Length
            && bins.Zip(bins.Skip(1)).All(pair => Near(pair.First.High, pair.Second.Low))
            && bins.All(bin => bin.Count == numbers.Count(number => number >= bin.Low && number < bin.High) || numbers.Any(number => Near(number, bin.Low) || Near(number, bin.High)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bins_are_the_same_whatever_the_order() => Prop.ForAll(Numbers.Decimals, numbers =>
        Of(numbers).Into(20).SequenceEqual(Of([.. numbers.Reverse()]).Into(20))).QuickCheckThrowOnFailure();

    [Fact]
    public void Bins_begin_and_end_at_round_numbers()
    {
        Assert.Equal([new(0.1, 0.2, 1), new(0.2, 0.3, 1), new(0.3, 0.4, 2)], Of([0.3, 0.1, 0.2, 0.3]).Into(4));
        Assert.Equal([new(0, 50, 2), new(50, 100, 0), new(100, 150, 1)], Of([1, 2, 149]).Into(5));
        Assert.Equal([new(-2, 0, 2), new(0, 2, 1)], Of([-2, -1, 1]).Into(3));
        Assert.Equal([new(7, 8, 3)], Of([7, 7, 7]).Into(3).Select(bin => bin with { Low = 7, High = 8 }));
        Assert.Equal([], Of([]).Into(3));
    }

    [Theory]
    [InlineData(0, 1e308)]
    [InlineData(-1e308, 1e308)]
    [InlineData(1e-300, 1)]
    [InlineData(5e-324, 0)]
    [InlineData(0, 0)]
    public void Numbers_far_apart_are_counted_too(double one, double other)
    {
        var bins = Of([one, other, one]).Into(24);

        Assert.Equal(3, bins.Sum(bin => bin.Count));
        Assert.InRange(bins.Count, 1, 24);
    }

    [Fact]
    public void A_million_numbers_are_held_in_few_bins_and_their_median_is_near()
    {
        var bins = new NumberBins();
        for (var i = 0; i < 1_000_000; i++)
            bins.Add(IndexMix.Of(i) / (double)ulong.MaxValue);

        Assert.InRange(bins.Quantile(0.5), 0.495, 0.505);
        Assert.InRange(bins.Mean, 0.499, 0.501);
        Assert.Equal(1_000_000, bins.Into(20).Sum(bin => bin.Count));
        Assert.All(bins.Into(20), bin => Assert.InRange(bin.Count, 49_000, 51_000));
    }

    [Fact]
    public void Of_few_numbers_the_median_is_exact() => Prop.ForAll(Numbers.Decimals, numbers =>
        Near(Of(numbers).Quantile(0.5), numbers.Order().ElementAt((numbers.Length - 1) / 2))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_not_finite_is_refused(double number) =>
        Assert.StartsWith("Only finite numbers have a bin.", Assert.Throws<ArgumentOutOfRangeException>(() => new NumberBins().Add(number)).Message, StringComparison.Ordinal);

    private static bool Near(double one, double other) => Math.Abs(one - other) <= 1e-9 * Math.Max(Math.Abs(one), Math.Abs(other));

    private static NumberBins Of(double[] numbers)
    {
        var bins = new NumberBins();
        foreach (var number in numbers)
            bins.Add(number);
        return bins;
    }
}

/// <summary>Numbers of many sizes.</summary>
internal static class Numbers
{
    /// <summary>1 to 60 numbers of one decimal place, some of them alike.</summary>
    public static Arbitrary<double[]> Decimals { get; } = ArrayOf(Gen.Choose(-9999, 9999).Select(number => number / 100.0)).ToArbitrary();

    /// <summary>1 to 60 numbers from very small to very great.</summary>
    public static Arbitrary<double[]> Many { get; } =
        ArrayOf(Gen.Choose(-999_999, 999_999).SelectMany(number => Gen.Choose(-12, 12).Select(power => number * Math.Pow(10, power)))).ToArbitrary();

    private static Gen<double[]> ArrayOf(Gen<double> numbers) => Gen.Choose(1, 60).SelectMany(count => numbers.ArrayOf(count));
}
