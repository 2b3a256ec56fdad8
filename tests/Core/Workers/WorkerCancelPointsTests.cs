using Muster.Points;
using Muster.Sets;
using Muster.Workers;

namespace Muster.Tests.Core.Workers;

public sealed class WorkerCancelPointsTests
{
    [Fact]
    public void A_running_point_that_is_cancelled_is_ended_and_not_tried_again()
    {
        using var bench = new WorkerBench(points: 2, stride: 2, retry: (_, _) => TimeSpan.Zero);
        bench.Working();
        bench.Next<WorkerEffect.StartPoint>();
        bench.Next<WorkerEffect.StartPoint>();
        Cancel(bench, 1);

        Assert.Equal((1L, AttemptEnd.Cancelled, false), bench.Next<WorkerEffect.EndPoint>() is var end ? (end.Point, end.Why, end.AtOnce) : default);
        bench.Tell(worker => worker.PointEnded(1, Attempt(AttemptEnd.Cancelled), bench.Now));

        var entries = bench.Next<WorkerEffect.WriteChunk>().Next.Entries;
        Assert.Equal((PointState.Pending, PointState.Cancelled), (entries[0].State, entries[1].State));
        Assert.Single(entries[1].Attempts);
        bench.Next<WorkerEffect.TakeHints>();
    }

    [Fact]
    public void A_point_that_waits_for_a_slot_is_cancelled_without_being_started()
    {
        using var bench = new WorkerBench(points: 3, stride: 3, slots: 1);
        bench.Working();
        bench.Next<WorkerEffect.StartPoint>();
        Cancel(bench, 1);
        bench.Pass(WorkerBench.Policy.GroupOutcomes);

        var write = bench.Next<WorkerEffect.WriteChunk>();
        Assert.Equal([PointState.Pending, PointState.Cancelled, PointState.Pending], write.Next.Entries.Select(entry => entry.State));
        bench.Written(write);
        bench.Ended(0);
        Assert.Equal(2L, bench.Next<WorkerEffect.StartPoint>().Order.Point);
        bench.Written(bench.Next<WorkerEffect.WriteChunk>());
    }

    [Fact]
    public void A_point_in_back_off_that_is_cancelled_is_not_tried_again()
    {
        using var bench = new WorkerBench(points: 1, retry: (_, _) => TimeSpan.FromHours(1));
        bench.Working();
        bench.Next<WorkerEffect.StartPoint>();
        bench.Ended(0, exitCode: 1);
        bench.Written(bench.Next<WorkerEffect.WriteChunk>());
        Cancel(bench, 0);

        var write = bench.Next<WorkerEffect.WriteChunk>().Next;
        Assert.Equal((PointState.Cancelled, null, 1, true), (write.Entries[0].State, write.Entries[0].NotBefore, write.Entries[0].Attempts.Count, write.IsClosed));
    }

    [Fact]
    public void A_chunk_that_is_claimed_after_the_cancel_is_closed_at_once()
    {
        using var bench = new WorkerBench(points: 2);
        bench.CancelledPoints = IndexSet.Of([0]);
        bench.Joined();
        bench.Hinted(0);
        bench.Written(bench.Next<WorkerEffect.WriteChunk>());
        bench.Next<WorkerEffect.TakeHints>();
        var closed = bench.Next<WorkerEffect.WriteChunk>().Next;

        Assert.Equal((PointState.Cancelled, true, 0), (closed.Entries[0].State, closed.IsClosed, closed.Entries[0].Attempts.Count));
    }

    [Fact]
    public void A_point_that_ended_before_it_heard_of_the_cancel_keeps_its_outcome()
    {
        using var bench = new WorkerBench(points: 1);
        bench.Working();
        bench.Next<WorkerEffect.StartPoint>();
        Cancel(bench, 0);
        bench.Next<WorkerEffect.EndPoint>();
        bench.Ended(0);

        Assert.Equal(PointState.Succeeded, bench.Next<WorkerEffect.WriteChunk>().Next.Entries[0].State);
    }

    private static void Cancel(WorkerBench bench, params long[] points)
    {
        bench.CancelledPoints = IndexSet.Of(points);
        bench.Tell(worker => worker.GrantMayHaveChanged());
        bench.Granted(bench.Worker.MayRun);
    }

    private static AttemptRecord Attempt(AttemptEnd end) => new()
    {
        Number = 1,
        End = end,
        StartedAt = WorkerBench.Noon,
        Elapsed = TimeSpan.FromSeconds(3),
    };
}
