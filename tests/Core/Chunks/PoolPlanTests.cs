using FsCheck;
using FsCheck.Fluent;
using Muster.Chunks;
using Muster.Sets;

namespace Muster.Tests.Core.Chunks;

public class PoolPlanTests
{
    [Fact]
    public void Every_point_is_in_one_chunk_and_is_found_there() => Check.QuickThrowOnFailure(Prop.ForAll<int[], PositiveInt>((points, stride) =>
    {
        var pool = Pool(points, 1 + stride.Item % 64);
        var seen = new List<long>();
        for (var chunk = 0L; chunk < pool.ChunkCount; chunk++)
        {
            Assert.InRange(pool.SizeOf(chunk), 1, pool.Stride);
            for (var offset = 0; offset < pool.SizeOf(chunk); offset++)
            {
                var point = pool.PointAt(chunk, offset);
                Assert.Equal((chunk, offset), pool.Find(point));
                seen.Add(point);
            }
        }

        Assert.Equal(pool.Points.Members, seen);
    }));

    [Fact]
    public void All_chunks_but_the_last_are_full() => Check.QuickThrowOnFailure(Prop.ForAll<int[], PositiveInt>((points, stride) =>
    {
        var pool = Pool(points, 1 + stride.Item % 64);

        Assert.All(Enumerable.Range(0, (int)Math.Max(0, pool.ChunkCount - 1)), chunk => Assert.Equal(pool.Stride, pool.SizeOf(chunk)));
    }));

    [Fact]
    public void A_point_of_another_pool_is_not_found() => Assert.Null(Pool([1, 2, 5], 2).Find(3));

    [Fact]
    public void A_million_points_cost_no_more_than_ten()
    {
        var pool = new PoolPlan { Number = 0, Points = IndexSet.FirstOf(1_000_000), Stride = 64 };

        Assert.Equal((15_625, 64, 999_999), (pool.ChunkCount, pool.SizeOf(15_624), pool.PointAt(15_624, 63)));
        Assert.Equal((15_624L, 63), pool.Find(999_999));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1000, 1)]
    [InlineData(1001, 2)]
    [InlineData(2000, 2)]
    [InlineData(2001, 4)]
    [InlineData(10_000, 16)]
    [InlineData(64_000, 64)]
    [InlineData(1_000_000, 64)]
    [InlineData(long.MaxValue, 64)]
    public void A_stride_keeps_about_a_thousand_chunks(long points, int stride) => Assert.Equal(stride, StridePolicy.For(points));

    [Fact]
    public void A_longer_pool_never_has_a_shorter_stride() => Check.QuickThrowOnFailure(Prop.ForAll<PositiveInt, PositiveInt>((one, two) =>
        Assert.True(StridePolicy.For(Math.Min(one.Item, two.Item)) <= StridePolicy.For(Math.Max(one.Item, two.Item)))));

    private static PoolPlan Pool(int[] points, int stride) => new()
    {
        Number = 0,
        Points = IndexSet.Of(points.Select(point => Math.Abs((long)point))),
        Stride = stride,
    };
}
