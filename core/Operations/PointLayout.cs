using Muster.Chunks;
using Muster.Runs;
using Muster.Sets;

namespace Muster.Operations;

/// <summary>Points in a row whose truth is one pool's chunks: the latest round that holds a point tells about it.</summary>
/// <param name="Points">The points; also in a row within the pool.</param>
/// <param name="Round">1-based.</param>
/// <param name="Pool">The pool in that round.</param>
internal readonly record struct PointSegment(IndexRange Points, int Round, PoolPlan Pool);

/// <summary>Which round and pool tells about which points.</summary>
internal static class PointLayout
{
    /// <summary>The segments of some of a run's points, by ascending index. Each point of the run is in one.</summary>
    public static IReadOnlyList<PointSegment> Of(RunRecord run, IndexSet wanted)
    {
        var segments = new List<PointSegment>();
        foreach (var round in run.EarlierRounds.Append(run.Round).Reverse())
        {
            var left = wanted;
            foreach (var pool in round.Pools)
            {
                segments.AddRange(Common(pool.Points, wanted).Ranges.Select(range => new PointSegment(range, round.Number, pool)));
                left = left.Except(pool.Points);
            }

            wanted = left;
        }

        segments.Sort((left, right) => left.Points.First.CompareTo(right.Points.First));
        return segments;
    }

    private static IndexSet Common(IndexSet left, IndexSet right) => left.Except(left.Except(right));
}
