using FsCheck;
using FsCheck.Fluent;
using Muster.Sweeps;

namespace Muster.Tests.Core.Sweeps;

public class GridTests
{
    [Fact]
    public void The_points_are_those_of_nested_loops_in_their_order() =>
        Prop.ForAll(Gen.Choose(1, 4).ListOf().Select(l => l.Take(5).ToArray()).ToArbitrary(), lengths =>
        {
            var axes = Axes(lengths);
            var expected = axes.Aggregate(axes.Count == 0 ? [] : new List<string> { "" }, (before, axis) => [.. before.SelectMany(b => axis.Values.Select(v => $"{b} {axis.Name}={v}"))]);
            var count = Grid.Count(axes);
            return count == expected.Count
                && Enumerable.Range(0, expected.Count).All(i => string.Concat(Grid.At(axes, i).Select(p => $" {p.Name}={p.Value}")) == expected[i]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_count_beyond_a_long_is_null_and_never_wraps()
    {
        Assert.Equal(1L << 62, Grid.Count(Axes(Enumerable.Repeat(2, 62))));
        Assert.Null(Grid.Count(Axes(Enumerable.Repeat(2, 63))));
        Assert.Null(Grid.Count(Axes(Enumerable.Repeat(1000, 200))));
        Assert.Equal(0, Grid.Count(Axes(Enumerable.Repeat(1000, 200).Append(0))));
        Assert.Null(PointSource.Total(long.MaxValue, Axes([1])));
        Assert.Equal(long.MaxValue, PointSource.Total(long.MaxValue - 1, Axes([1])));
    }

    [Fact]
    public void A_point_in_a_huge_grid_is_computed()
    {
        var axes = Axes(Enumerable.Repeat(10, 18));
        Assert.Equal("123456789012345678", string.Concat(Grid.At(axes, 123_456_789_012_345_678).Select(p => p.Value.Text)));
    }

    [Fact]
    public void There_is_no_point_beyond_the_last() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Grid.At(Axes([2, 3]), 6));

    private static List<GridAxis> Axes(IEnumerable<int> lengths) =>
        [.. lengths.Select((length, i) => new GridAxis($"a{i}", [.. Enumerable.Range(0, length).Select(v => new ParameterValue($"{v}"))]))];
}
