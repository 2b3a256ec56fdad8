using FsCheck;
using FsCheck.Fluent;
using Muster.Sets;

namespace Muster.Tests.Core.Sets;

public class IndexSetTests
{
    [Fact]
    public void A_set_behaves_as_a_sorted_set() => Check.QuickThrowOnFailure(Prop.ForAll<int[], int[]>((one, two) =>
    {
        var (left, right) = (Model(one), Model(two));
        var (a, b) = (IndexSet.Of(left), IndexSet.Of(right));

        Assert.Equal(left, a.Members);
        Assert.Equal(left.Count, a.Count);
        Assert.Equal(left.Union(right).Order(), a.Union(b).Members);
        Assert.Equal(left.Except(right).Order(), a.Except(b).Members);
        Assert.All(Enumerable.Range(0, 45), index => Assert.Equal(left.Contains(index), a.Contains(index)));
        Assert.All(right, index => Assert.Equal(left.Append(index).Distinct().Order(), a.With(index).Members));
        Assert.Equal(left.SetEquals(right), a.Equals(b));
        Assert.True(!a.Equals(b) || a.GetHashCode() == b.GetHashCode());
    }));

    [Fact]
    public void Positions_and_members_are_each_others_inverse() => Check.QuickThrowOnFailure(Prop.ForAll<int[]>(indexes =>
    {
        var set = IndexSet.Of(Model(indexes));

        Assert.All(set.Members.Select((member, position) => (member, position)), pair =>
        {
            Assert.Equal(pair.member, set.At(pair.position));
            Assert.Equal(pair.position, set.PositionOf(pair.member));
        });
        Assert.All(Enumerable.Range(0, 45).Where(index => !set.Contains(index)), index => Assert.Equal(-1, set.PositionOf(index)));
    }));

    [Fact]
    public void Ranges_are_sorted_disjoint_and_not_adjacent() => Check.QuickThrowOnFailure(Prop.ForAll<int[], int[]>((one, two) =>
    {
        foreach (var set in new[] { IndexSet.Of(Model(one)), IndexSet.Of(Model(one)).Union(IndexSet.Of(Model(two))), IndexSet.Of(Model(one)).Except(IndexSet.Of(Model(two))) })
            Assert.All(set.Ranges.Zip(set.Ranges.Skip(1)), pair => Assert.True(pair.First.Last + 1 < pair.Second.First));
    }));

    [Fact]
    public void The_text_of_a_set_reads_back_as_the_set() => Check.QuickThrowOnFailure(Prop.ForAll<int[]>(indexes =>
    {
        var set = IndexSet.Of(Model(indexes));

        Assert.True(IndexSet.TryParse(set.ToString(), out var read));
        Assert.Equal(set, read);
    }));

    [Fact]
    public void Ranges_in_any_order_and_overlapping_are_merged() => Check.QuickThrowOnFailure(Prop.ForAll<(byte, byte)[]>(pairs =>
    {
        var ranges = pairs.Select(pair => new IndexRange(Math.Min(pair.Item1, pair.Item2), Math.Max(pair.Item1, pair.Item2))).ToList();

        Assert.Equal(ranges.SelectMany(range => range.Members).Distinct().Order(), IndexSet.OfRanges(ranges).Members);
    }));

    [Theory]
    [InlineData("", "")]
    [InlineData(" ", "")]
    [InlineData("7", "7")]
    [InlineData("3,1,2", "1-3")]
    [InlineData(" 0 - 4 , 4-9 , 12 ", "0-9,12")]
    [InlineData("0-9223372036854775806", "0-9223372036854775806")]
    [InlineData("0-9223372036854775806,5", "0-9223372036854775806")]
    public void A_text_is_read(string text, string expected)
    {
        Assert.True(IndexSet.TryParse(text, out var set));
        Assert.Equal(expected, set!.ToString());
    }

    [Theory]
    [InlineData(",")]
    [InlineData("1,")]
    [InlineData("-1")]
    [InlineData("1-")]
    [InlineData("1-2-3")]
    [InlineData("2-1")]
    [InlineData("a")]
    [InlineData("1 2")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    public void A_text_that_is_no_set_is_not_read(string text)
    {
        Assert.False(IndexSet.TryParse(text, out var set));
        Assert.Null(set);
    }

    [Fact]
    public void A_million_indexes_in_a_row_are_one_range()
    {
        var set = IndexSet.FirstOf(1_000_000);

        Assert.Equal("0-999999", set.ToString());
        Assert.Equal((1_000_000, 777_777, 777_777), (set.Count, set.At(777_777), set.PositionOf(777_777)));
        Assert.Equal("0-499999,500001-999999", set.Except(IndexSet.Of([500_000])).ToString());
    }

    [Fact]
    public void The_first_of_none_is_the_empty_set() => Assert.Same(IndexSet.Empty, IndexSet.FirstOf(0));

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(3, 2)]
    [InlineData(0, long.MaxValue)]
    public void A_range_that_cannot_be_is_refused(long first, long last) =>
        Assert.Equal(
            $"A range of indexes goes from 0 or more to at least its start and less than 9223372036854775807. (Parameter 'parts')\nActual value was {first}-{last}.",
            Assert.Throws<ArgumentOutOfRangeException>(() => IndexSet.OfRanges([new(5, 6), new(first, last)])).Message);

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_position_outside_the_set_is_refused(long position) =>
        Assert.Equal(
            $"The set has 3 members. (Parameter 'position')\nActual value was {position}.",
            Assert.Throws<ArgumentOutOfRangeException>(() => IndexSet.FirstOf(3).At(position)).Message);

    private static SortedSet<long> Model(int[] indexes) => [.. indexes.Select(index => Math.Abs(index % 40L))];
}
