using FsCheck;
using FsCheck.Fluent;
using Muster.Chunks;
using Muster.Placement;
using Muster.Sets;
using Muster.Sweeps;

namespace Muster.Tests.Core.Chunks;

public class RoundPlannerTests
{
    private static readonly string?[] Regions = [null, "eu-west-1", "us-east-1"];

    [Fact]
    public void A_grid_is_one_pool_planned_without_looking_at_a_point()
    {
        var axis = Enumerable.Range(0, 1000).Select(i => new ParameterValue($"{i}")).ToList();
        var points = Source([], new("a", axis), new("b", axis));

        var round = RoundPlanner.First(points);

        var pool = Assert.Single(round.Pools);
        Assert.Equal((1, "0-999999", 64, 15_625L), (round.Number, pool.Points.ToString(), pool.Stride, pool.ChunkCount));
    }

    [Fact]
    public void Rows_without_a_placement_are_not_read()
    {
        var spec = new SweepSpec { Name = "s", Command = "true", RowCount = 5 };

        var round = RoundPlanner.First(new PointSource(spec, new UnreadRows(5)));

        Assert.Equal("0-4", Assert.Single(round.Pools).Points.ToString());
    }

    [Fact]
    public void Points_of_one_placement_share_a_pool_numbered_by_its_first_point()
    {
        var points = Source(["us-east-1", null, "us-east-1", "eu-west-1"], new GridAxis("g", [new("1"), new("2")]));

        var round = RoundPlanner.First(points);

        Assert.Equal(
            ["0 us-east-1 0,2", "1  1,4-5", "2 eu-west-1 3"],
            round.Pools.Select(pool => $"{pool.Number} {pool.Placement.Region} {pool.Points}"));
    }

    [Fact]
    public void A_later_round_holds_only_its_members()
    {
        var points = Source(["us-east-1", null, "us-east-1", null]);

        var round = RoundPlanner.Plan(3, points, IndexSet.Of([1, 2, 3]));

        Assert.Equal((3, "1,3", "2"), (round.Number, round.Pools[0].Points.ToString(), round.Pools[1].Points.ToString()));
    }

    [Fact]
    public void No_members_or_one_beyond_the_run_is_an_error()
    {
        var points = Source([null, null]);

        var none = Assert.Throws<ArgumentException>(() => RoundPlanner.Plan(2, points, IndexSet.Empty));
        var beyond = Assert.Throws<ArgumentException>(() => RoundPlanner.Plan(2, points, IndexSet.Of([1, 2])));

        Assert.Equal("A round has one or more of the points 0 to 1, not ''. (Parameter 'members')", none.Message);
        Assert.Equal("A round has one or more of the points 0 to 1, not '1-2'. (Parameter 'members')", beyond.Message);
    }

    [Fact]
    public void More_placements_than_a_run_can_hold_are_refused()
    {
        var points = Source([.. Enumerable.Range(0, RoundPlanner.MostPools + 1).Select(i => $"region-{i}")]);

        var error = Assert.Throws<TooManyPoolsException>(() => RoundPlanner.First(points));

        Assert.Equal(
            "Point 1000 is the 1001th with a placement (instance_type, region, az, …) that no point before it has; "
            + "a run may have 1000 different ones. Split the sweep.",
            error.Message);
    }

    [Fact]
    public void Every_member_is_in_one_pool_of_its_own_placement() => Prop.ForAll(
        Gen.Elements(0, 1, 2).ListOf().SelectMany(rows => Gen.Choose(0, 5).Select(grid => (rows, grid))).ToArbitrary(),
        drawn =>
        {
            var points = Source([.. drawn.rows.Select(row => Regions[row])], Grid(drawn.grid));
            if (points.Count == 0)
                return true;
            var round = RoundPlanner.First(points);
            return round.PointCount == points.Count
                && Enumerable.Range(0, (int)points.Count).All(i => round.Find(i) is { } place
                    && place.Pool.Placement == points[i].Placement
                    && place.Pool.PointAt(place.Chunk, place.Offset) == i);
        }).QuickCheckThrowOnFailure();

    private static GridAxis[] Grid(int points) =>
        points == 0 ? [] : [new("g", [.. Enumerable.Range(0, points).Select(i => new ParameterValue($"{i}"))])];

    private static PointSource Source(string?[] regions, params GridAxis[] grid)
    {
        using var file = new MemoryStream();
        using (var writer = new RowFileWriter(file))
        {
            foreach (var region in regions)
                writer.Append(new([new("x", new("1"))], new PlacementSpec { Region = region }));
            writer.Complete();
        }

        var spec = new SweepSpec { Name = "s", Command = "true", Grid = grid, RowCount = regions.Length };
        return new(spec, RowFileReader.Over(file.ToArray()));
    }

    private sealed class UnreadRows(long count) : IRowSource
    {
        public long Count => count;

        public long PlacedCount => 0;

        public Row this[long index] => throw new InvalidOperationException("Nobody has to look at a row.");
    }
}
