using Muster.Points;
using Muster.Runs;
using Muster.Sets;

namespace Muster.Tests.Core.Runs;

public class RoundPlanTests
{
    private static readonly RoundPlan Round = new(1,
    [
        new() { Number = 0, Points = IndexSet.Of([0, 2, 4, 6, 8]), Stride = 2 },
        new() { Number = 1, Points = IndexSet.Of([1, 3]), Stride = 1 },
    ]);

    [Fact]
    public void A_point_is_found_in_its_pool_and_chunk()
    {
        Assert.Equal((0, 1, 1), Round.Find(6) is { } even ? (even.Pool.Number, even.Chunk, even.Offset) : default);
        Assert.Equal((1, 1, 0), Round.Find(3) is { } odd ? (odd.Pool.Number, odd.Chunk, odd.Offset) : default);
        Assert.Null(Round.Find(5));
        Assert.Equal(7, Round.PointCount);
    }

    [Fact]
    public void Progress_covers_a_round_when_every_chunk_of_every_pool_is_counted()
    {
        Assert.False(RoundProgress.None.Covers(Round));
        Assert.False(new RoundProgress([IndexSet.FirstOf(3)], default).Covers(Round));
        Assert.False(new RoundProgress([IndexSet.FirstOf(3), IndexSet.FirstOf(1)], default).Covers(Round));
        Assert.True(new RoundProgress([IndexSet.FirstOf(3), IndexSet.FirstOf(2)], default).Covers(Round));
    }

    [Fact]
    public void Counts_add_up_and_count_only_what_ended()
    {
        var counts = Enum.GetValues<PointState>().Aggregate(default(PointCounts), (sum, state) => sum.With(state));

        Assert.Equal(new PointCounts(1, 1, 1), counts);
        Assert.Equal((new PointCounts(2, 2, 2), 6), (counts + counts, (counts + counts).Ended));
        Assert.Throws<ArgumentOutOfRangeException>(() => counts.With((PointState)99));
    }
}
