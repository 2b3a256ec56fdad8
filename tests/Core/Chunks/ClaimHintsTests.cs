using FsCheck;
using FsCheck.Fluent;
using Muster.Chunks;

namespace Muster.Tests.Core.Chunks;

public class ClaimHintsTests
{
    [Fact]
    public void Without_returns_each_number_is_taken_once_in_order() => Check.QuickThrowOnFailure(Prop.ForAll<PositiveInt[], NonNegativeInt>((takes, count) =>
    {
        var hints = ClaimHints.None;
        var taken = new List<long>();
        foreach (var take in takes)
        {
            (hints, var numbers) = hints.Take(take.Item, count.Item);
            Assert.InRange(numbers.Count, 0, take.Item);
            taken.AddRange(numbers);
        }

        Assert.Equal(Enumerable.Range(0, taken.Count).Select(number => (long)number), taken);
        Assert.Equal(Math.Min(takes.Sum(take => (long)take.Item), count.Item), taken.Count);
    }));

    [Fact]
    public void Numbers_taken_and_left_are_those_there_were() => Check.QuickThrowOnFailure(Prop.ForAll<int[], PositiveInt>((returned, most) =>
    {
        var before = new ClaimHints(100, []).Add(returned.Select(number => Math.Abs(number % 100L)));

        var (left, taken) = before.Take(most.Item, 100);

        Assert.Equal(before.Returned, taken.Concat(left.Returned));
        Assert.Equal(100, left.Cursor);
    }));

    [Fact]
    public void Adding_again_changes_nothing() => Check.QuickThrowOnFailure(Prop.ForAll<int[]>(numbers =>
    {
        var once = new ClaimHints(50, []).Add(numbers.Select(number => Math.Abs(number % 60L)));

        Assert.Equal(once.Returned, once.Add(once.Returned).Returned);
        Assert.Equal(once.Returned.Distinct(), once.Returned);
        Assert.All(once.Returned, number => Assert.InRange(number, 0, 49));
    }));

    [Fact]
    public void Returned_numbers_come_first_then_the_cursor_goes_on()
    {
        var (left, taken) = new ClaimHints(5, [3, 1]).Take(4, 10);

        Assert.Equal([3, 1, 5, 6], taken);
        Assert.Equal((7, 0), (left.Cursor, left.Returned.Count));
    }

    [Fact]
    public void A_cursor_beyond_the_number_of_chunks_gives_nothing() => Assert.Empty(new ClaimHints(10, []).Take(3, 4).Taken);

    [Fact]
    public void More_returned_numbers_than_are_kept_are_dropped_from_the_end()
    {
        var hints = new ClaimHints(2000, []).Add(Enumerable.Range(0, 2000).Select(number => (long)number));

        Assert.Equal(Enumerable.Range(0, ClaimHints.MostReturned).Select(number => (long)number), hints.Returned);
    }
}
