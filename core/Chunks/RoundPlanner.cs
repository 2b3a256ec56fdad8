using Muster.Placement;
using Muster.Runs;
using Muster.Sets;
using Muster.Sweeps;

namespace Muster.Chunks;

/// <summary>
/// Plans a round: points of one placement form a pool, cut into chunks by <see cref="StridePolicy"/>. Pools are numbered by
/// their first point. Only rows are looked at, and only when any has a placement of its own: a grid of a million points is planned at once.
/// </summary>
public static class RoundPlanner
{
    /// <summary>Most pools of a round: each is a line of the run's record, which is written often.</summary>
    public const int MostPools = 1000;

    /// <summary>The first round of a run: all points.</summary>
    /// <exception cref="TooManyPoolsException">The points have more than <see cref="MostPools"/> placements.</exception>
    public static RoundPlan First(PointSource points) => Plan(1, points, IndexSet.FirstOf(points.Count));

    /// <summary>A round of some points.</summary>
    /// <param name="number">The round's number, 1-based.</param>
    /// <param name="points">The run's points.</param>
    /// <param name="members">The points of the round, at least one, each less than the run's count.</param>
    /// <exception cref="TooManyPoolsException">The points have more than <see cref="MostPools"/> placements.</exception>
    public static RoundPlan Plan(int number, PointSource points, IndexSet members)
    {
        if (members.Count == 0 || members.Ranges[^1].Last >= points.Count)
            throw new ArgumentException($"A round has one or more of the points 0 to {points.Count - 1}, not '{members}'.", nameof(members));
        var placements = new Placements();
        foreach (var range in members.Ranges)
            placements.Add(points, range);
        return new(number, placements.Pools());
    }

    private sealed class Placements
    {
        private readonly List<(PlacementSpec Placement, List<IndexRange> Ranges)> pools = [];
        private readonly Dictionary<PlacementSpec, int> numbers = [];

        public void Add(PointSource points, IndexRange range)
        {
            var shared = points.SharedPlacementFrom;
            for (var index = range.First; index <= range.Last && index < shared; index++)
                Add(points[index].Placement, new(index, index));
            if (range.Last >= shared)
                Add(points.SharedPlacement, range with { First = Math.Max(range.First, shared) });
        }

        public IReadOnlyList<PoolPlan> Pools() => [.. pools.Select((pool, number) => Pool(number, pool.Placement, IndexSet.OfRanges(pool.Ranges)))];

        private void Add(PlacementSpec placement, IndexRange range)
        {
            if (!numbers.TryGetValue(placement, out var number))
            {
                numbers[placement] = number = pools.Count;
                pools.Add((placement, []));
                if (pools.Count > MostPools)
                    throw TooManyPoolsException.At(range.First);
            }

            var ranges = pools[number].Ranges;
            if (ranges.Count > 0 && ranges[^1].Last == range.First - 1)
                ranges[^1] = ranges[^1] with { Last = range.Last };
            else
                ranges.Add(range);
        }

        private static PoolPlan Pool(int number, PlacementSpec placement, IndexSet points) =>
            new() { Number = number, Points = points, Stride = StridePolicy.For(points.Count), Placement = placement };
    }
}

/// <summary>The points of a round have more different placements than a run can hold.</summary>
public sealed class TooManyPoolsException : Exception
{
    private TooManyPoolsException(string message) : base(message) { }

    internal static TooManyPoolsException At(long point) => new(
        $"Point {point} is the {RoundPlanner.MostPools + 1}th with a placement (instance_type, region, az, …) that no point before it has; " +
        $"a run may have {RoundPlanner.MostPools} different ones. Split the sweep.");
}
