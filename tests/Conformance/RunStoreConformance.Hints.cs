using Muster.Chunks;

namespace Muster.Tests.Conformance;

public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task Hints_come_from_the_cursor_up_to_the_number_of_chunks()
    {
        var first = await Store.TakeHintsAsync(Samples.Pool(), 3, 5, Cancel);
        var second = await Another.TakeHintsAsync(Samples.Pool(), 3, 5, Cancel);

        AssertTaken([0, 1, 2, 3, 4], [.. first, .. second], 5);
        Assert.InRange(first.Count, MayLoseHints ? 0 : 3, 3);
        Assert.Empty(await Store.TakeHintsAsync(Samples.Pool(), 3, 5, Cancel));
    }

    [Fact]
    public async Task Returned_hints_come_first_in_the_order_of_their_return()
    {
        var before = await Store.TakeHintsAsync(Samples.Pool(), 4, 10, Cancel);
        await Store.AddHintsAsync(Samples.Pool(), [3, 1], Cancel);

        var (next, last) = (await Store.TakeHintsAsync(Samples.Pool(), 3, 10, Cancel), await Store.TakeHintsAsync(Samples.Pool(), 1, 10, Cancel));

        AssertTaken([3, 1, 4, 5], [.. next, .. last], 10);
        Assert.InRange(next.Count, MayLoseHints ? 0 : 3, 3);
        Assert.Empty(before.Except([3, 1]).Intersect([.. next, .. last]));
    }

    [Fact]
    public async Task Adding_a_hint_twice_or_before_the_cursor_reached_it_is_harmless()
    {
        await Store.TakeHintsAsync(Samples.Pool(), 2, 10, Cancel);
        await Store.AddHintsAsync(Samples.Pool(), [1, 1, 5], Cancel);
        await Another.AddHintsAsync(Samples.Pool(), [1, 0], Cancel);

        var hints = await Store.GetHintsAsync(Samples.Pool(), Cancel);

        Assert.InRange(hints.Cursor, 2, MayLoseHints ? 10 : 2);
        // When more was lost, 5 may have been handed out too.
        Assert.Equal([1, 0], MayLoseHints ? hints.Returned.Where(number => number != 5) : hints.Returned);
        Assert.Equal(hints.Returned.Count, hints.Returned.Distinct().Count());
    }

    [Fact]
    public async Task Returned_hints_beyond_the_most_that_are_kept_are_dropped()
    {
        await Store.TakeHintsAsync(Samples.Pool(), 1000, 1000, Cancel);
        await Store.AddHintsAsync(Samples.Pool(), [.. Enumerable.Range(0, 1000).Select(number => (long)number)], Cancel);

        Assert.Equal(ClaimHints.MostReturned, (await Store.GetHintsAsync(Samples.Pool(), Cancel)).Returned.Count);
    }

    [Fact]
    public async Task Racing_takers_never_get_the_same_number_from_the_cursor()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 32)
            .Select(taker => Task.Run(() => (taker % 2 == 0 ? Store : Another).TakeHintsAsync(Samples.Pool(), 3, 90, Cancel), Cancel)));

        AssertTaken([.. Enumerable.Range(0, 90).Select(number => (long)number)], [.. taken.SelectMany(numbers => numbers).Order()], 90);
    }

    [Fact]
    public async Task Hints_of_pools_and_rounds_do_not_meet()
    {
        await Store.TakeHintsAsync(Samples.Pool(), 2, 2, Cancel);

        AssertTaken([0], await Store.TakeHintsAsync(Samples.Pool(pool: 1), 1, 2, Cancel), 2);
        AssertTaken([0], await Store.TakeHintsAsync(Samples.Pool(round: 2), 1, 2, Cancel), 2);
    }

    /// <summary>Exactly these; where answers may be lost (<see cref="MayLoseHints"/>), no number twice and none beyond the count.</summary>
    private void AssertTaken(IReadOnlyList<long> expected, IReadOnlyList<long> taken, long chunkCount)
    {
        if (!MayLoseHints)
        {
            Assert.Equal(expected, taken);
            return;
        }

        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.All(taken, number => Assert.InRange(number, 0, chunkCount - 1));
    }
}
