using Muster.Chunks;
using Muster.Operations;
using Muster.Runs;
using Muster.Sets;

namespace Muster.Logs;

/// <summary>The chunks of a pool in which followed points have not ended, or are not told.</summary>
internal sealed class FollowedPool
{
    private FollowedPool(RunId run, int round, PoolPlan plan, IndexSet left) =>
        (Key, Plan, Left) = (new(run, round, plan.Number), plan, left);

    public PoolKey Key { get; }

    public PoolPlan Plan { get; }

    /// <summary>Numbers of chunks.</summary>
    public IndexSet Left { get; private set; }

    /// <summary>The pools of some points, each point in the round that tells about it.</summary>
    public static IReadOnlyList<FollowedPool> Of(RunRecord run, IndexSet wanted) =>
    [
        .. PointLayout.Of(run, wanted).GroupBy(segment => (segment.Round, segment.Pool.Number)).Select(group => new FollowedPool(
            run.Id, group.Key.Round, group.First().Pool, IndexSet.OfRanges(group.Select(ChunksOf)))),
    ];

    /// <summary>Whether a point is in one of the chunks.</summary>
    public bool Holds(int round, long point) => Key.Round == round && Plan.Find(point) is { } place && Left.Contains(place.Chunk);

    /// <summary>Chunks are done with.</summary>
    public void Remove(IEnumerable<long> chunks) => Left = Left.Except(IndexSet.Of(chunks));

    private static IndexRange ChunksOf(PointSegment segment)
    {
        var (points, plan) = (segment.Pool.Points, segment.Pool);
        return new(points.PositionOf(segment.Points.First) / plan.Stride, points.PositionOf(segment.Points.Last) / plan.Stride);
    }
}
