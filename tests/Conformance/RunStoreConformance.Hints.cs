using Muster.Chunks;

namespace Muster.Tests.Conformance;

public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task Hints_come_from_the_cursor_up_to_the_number_of_chunks()
    {
        Assert.Equal([0, 1, 2], await Store.TakeHintsAsync(Samples.Pool(), 3, 5, Cancel));
        Assert.Equal([3, 4], await Another.TakeHintsAsync(Samples.Pool(), 3, 5, Cancel));
        Assert.Empty(await Store.TakeHintsAsync(Samples.Pool(), 3, 5, Cancel));
    }

    [Fact]
    public async Task Returned_hints_come_first_in_the_order_of_their_return()
    {
        await Store.TakeHintsAsync(Samples.Pool(), 4, 10, Cancel);
        await Store.AddHintsAsync(Samples.Pool(), [3, 1], Cancel);

        Assert.Equal([3, 1, 4], await Store.TakeHintsAsync(Samples.Pool(), 3, 10, Cancel));
        Assert.Equal([5], await Store.TakeHintsAsync(Samples.Pool(), 1, 10, Cancel));
    }

    [Fact]
    public async Task Adding_a_hint_twice_or_before_the_cursor_reached_it_is_harmless()
    {
        await Store.TakeHintsAsync(Samples.Pool(), 2, 10, Cancel);
        await Store.AddHintsAsync(Samples.Pool(), [1, 1, 5], Cancel);
        await Another.AddHintsAsync(Samples.Pool(), [1, 0], Cancel);

        var hints = await Store.GetHintsAsync(Samples.Pool(), Cancel);

        Assert.Equal(2, hints.Cursor);
        Assert.Equal([1, 0], hints.Returned);
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

        Assert.Equal(Enumerable.Range(0, 90).Select(number => (long)number), taken.SelectMany(numbers => numbers).Order());
    }

    [Fact]
    public async Task Hints_of_pools_and_rounds_do_not_meet()
    {
        await Store.TakeHintsAsync(Samples.Pool(), 2, 2, Cancel);

        Assert.Equal([0], await Store.TakeHintsAsync(Samples.Pool(pool: 1), 1, 2, Cancel));
        Assert.Equal([0], await Store.TakeHintsAsync(Samples.Pool(round: 2), 1, 2, Cancel));
    }
}
