using Muster.Chunks;
using Muster.Sets;
using Muster.Workers;

namespace Muster.Tests.Core.Workers;

public sealed class WorkerPoolTests
{
    [Fact]
    public void Pools_are_claimed_from_and_started_in_turn()
    {
        using var bench = new WorkerBench(slots: 1, pools: [Pool(0, 0, 8), Pool(1, 8, 2)]);
        bench.Joined(slots: 1);

        Assert.Equal(0, Claim(bench, 0));
        Assert.Equal(8, ThenClaim(bench, 0, 0));
        Assert.Equal(1, ThenClaim(bench, 8, 1));
        Assert.Equal(9, ThenClaim(bench, 1, 1));
        Assert.Equal(2, ThenClaim(bench, 9, 2));
        bench.Ended(2);
        bench.Next<WorkerEffect.WriteChunk>();
        bench.Hinted();
        Assert.Equal(3, Claim(bench, 3));
        Assert.Equal(1, bench.Worker.PoolsLeft);
    }

    [Fact]
    public void What_is_left_of_a_long_chunk_does_not_keep_another_pool_waiting()
    {
        using var bench = new WorkerBench(slots: 1, pools: [Pool(0, 0, 8, stride: 8), Pool(1, 8, 2)]);
        bench.Joined(slots: 1);
        Assert.Equal(0, Claim(bench, 0));

        bench.Hinted(0);
        bench.Written(bench.Next<WorkerEffect.WriteChunk>());
        bench.Nothing();
        bench.Ended(0);

        Assert.Equal(8, bench.Next<WorkerEffect.StartPoint>().Order.Point);
        bench.Next<WorkerEffect.WriteChunk>();
    }

    [Fact]
    public void What_a_worker_wants_is_bounded_by_its_grant_its_work_and_its_launch_delay()
    {
        using var bench = new WorkerBench(points: 3, slots: 4);
        Assert.Equal(0, bench.Worker.WantedSlots);
        bench.Joined(slots: 3);
        Assert.Equal(3, bench.Worker.WantedSlots);
        bench.Hinted();
        Assert.Equal((0, 1), (bench.Worker.WantedSlots, bench.Worker.PoolsLeft));

        using var spaced = new WorkerBench(slots: 4, launchDelay: TimeSpan.FromSeconds(5));
        spaced.Joined(slots: 3);
        spaced.Next<WorkerEffect.TakeHints>();
        Assert.Equal(1, spaced.Worker.WantedSlots);
        bench.Tell(worker => worker.End(WorkerStop.Drain));
        bench.Next<WorkerEffect.WriteRecord>();
        Assert.Equal(0, bench.Worker.WantedSlots);
    }

    private static PoolPlan Pool(int number, long first, int points, int stride = 1) =>
        new() { Number = number, Points = IndexSet.OfRanges([new(first, first + points - 1)]), Stride = stride };

    /// <summary>A point ends, then the next is claimed.</summary>
    private static long ThenClaim(WorkerBench bench, long ended, long chunk)
    {
        bench.Ended(ended);
        bench.Next<WorkerEffect.WriteChunk>();
        return Claim(bench, chunk);
    }

    /// <summary>A chunk is claimed of the pool that the worker asks for, and its first point started.</summary>
    private static long Claim(WorkerBench bench, long chunk)
    {
        bench.Hinted(chunk);
        bench.Written(bench.Next<WorkerEffect.WriteChunk>());
        return bench.Next<WorkerEffect.StartPoint>().Order.Point;
    }
}
