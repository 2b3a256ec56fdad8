using Muster.Grants;
using Muster.Points;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Tests.Core.Workers;

public sealed class WorkerEndTests
{
    private static readonly WorkerPolicy Policy = WorkerBench.Policy;

    [Fact]
    public void A_worker_that_drains_lets_points_finish_gives_back_the_rest_and_ends()
    {
        using var bench = Running();

        bench.Tell(worker => worker.End(WorkerStop.Drain));
        bench.Nothing();
        bench.Ended(0);
        bench.Written(bench.Next<WorkerEffect.WriteChunk>());
        bench.Ended(1);
        var back = bench.Next<WorkerEffect.WriteChunk>();
        Assert.Equal((3L, 2L, null as string, 2L), (back.Next.Version, back.Next.Epoch, back.Next.Owner, back.Next.Counts.Succeeded));
        bench.Written(back);

        Assert.Equal(back.Next.Key, bench.Next<WorkerEffect.ReturnHint>().Chunk);
        var last = bench.Next<WorkerEffect.WriteRecord>();
        Assert.Equal((WorkerPhase.Ended, bench.Age + Policy.StopMargin), (last.Next.Phase, last.Next.Age));
        bench.Written(last);
        Assert.True(bench.Worker.IsOver);
    }

    [Fact]
    public void A_worker_that_stops_now_ends_its_points_with_grace()
    {
        using var bench = Running();

        bench.Tell(worker => worker.End(WorkerStop.Now));

        Assert.Equal(new WorkerEffect.EndPoint(0, AttemptEnd.Interrupted, AtOnce: false), bench.Next<WorkerEffect.EndPoint>());
        Assert.Equal(new WorkerEffect.EndPoint(1, AttemptEnd.Interrupted, AtOnce: false), bench.Next<WorkerEffect.EndPoint>());
        bench.Tell(static _ => { }); // they are told once
    }

    [Fact]
    public void A_cancelled_run_ends_points_as_cancelled()
    {
        using var bench = Running();

        bench.Tell(worker => worker.GrantMayHaveChanged());
        bench.Granted(2, GrantMode.Cancel);

        Assert.Equal(AttemptEnd.Cancelled, bench.Next<WorkerEffect.EndPoint>().Why);
        Assert.Equal(AttemptEnd.Cancelled, bench.Next<WorkerEffect.EndPoint>().Why);
    }

    [Fact]
    public void A_stop_is_never_taken_back()
    {
        using var bench = new WorkerBench();
        bench.Next<WorkerEffect.WriteRecord>();

        bench.Worker.End(WorkerStop.Now);
        bench.Worker.End(WorkerStop.Drain);

        Assert.Equal(WorkerStop.Now, bench.Worker.Stop);
    }

    [Theory]
    [InlineData(RunState.Complete, 1, true)]
    [InlineData(RunState.Cancelled, 1, true)]
    [InlineData(RunState.Ready, 2, true)]
    [InlineData(RunState.InProgress, 1, false)]
    public void An_idle_worker_sees_that_its_round_is_over(RunState state, int round, bool over)
    {
        using var bench = new WorkerBench();
        bench.Joined();
        bench.Hinted();
        bench.Pass(Policy.IdlePoll);
        bench.Next<WorkerEffect.ReadRun>();
        bench.Hinted();

        bench.Tell(worker => worker.RunRead(Conformance.Samples.Run() with { State = state, Round = bench.Round with { Number = round } }));

        if (over)
            Assert.Equal(WorkerPhase.Ended, bench.Next<WorkerEffect.WriteRecord>().Next.Phase);
    }

    [Fact]
    public void A_last_word_that_gets_no_answer_does_not_keep_it_alive()
    {
        using var bench = new WorkerBench();
        bench.Joined(mode: GrantMode.Drain);
        var last = bench.Next<WorkerEffect.WriteRecord>();
        bench.Tell(worker => worker.RecordWritten(last.Next, null));
        bench.Next<WorkerEffect.ReadRecord>();

        bench.Pass(Policy.StopMargin / 2);

        Assert.True(bench.Worker.IsOver);
        Assert.True(bench.Age < last.Next.Age);
    }

    [Fact]
    public void A_worker_that_stops_now_waits_for_its_store_no_longer_than_its_margin()
    {
        using var bench = Unanswered(WorkerStop.Now);

        bench.NextRenewal();
        Assert.False(bench.Worker.IsOver);
        bench.Pass(Policy.StopMargin - Policy.RenewEvery);

        Assert.True(bench.Worker.IsOver);
    }

    [Theory]
    [InlineData(WorkerStop.Now, true)]
    [InlineData(WorkerStop.Drain, false)]
    public void A_worker_that_stops_now_does_not_wait_for_a_store_that_cannot_be_used(WorkerStop how, bool isOver)
    {
        using var bench = Unanswered(how);

        bench.Tell(worker => worker.StoreIsUnusable());

        Assert.Equal(isOver, bench.Worker.IsOver);
    }

    [Fact]
    public void A_worker_whose_points_run_still_waits_for_them_although_its_store_cannot_be_used()
    {
        using var bench = Running();
        bench.Tell(worker => worker.End(WorkerStop.Now));
        bench.Next<WorkerEffect.EndPoint>();
        bench.Next<WorkerEffect.EndPoint>();

        bench.Tell(worker => worker.StoreIsUnusable());

        Assert.False(bench.Worker.IsOver);
    }

    /// <summary>A worker that was asked to end, and whose chunk's way back gets no answer.</summary>
    private static WorkerBench Unanswered(WorkerStop how)
    {
        var bench = new WorkerBench(points: 4, stride: 4);
        bench.Joined(slots: 0);
        bench.Tell(worker => worker.GrantMayHaveChanged());
        bench.Granted(1);
        bench.Hinted(0);
        bench.Tell(worker => worker.End(how));
        bench.Written(bench.Next<WorkerEffect.WriteChunk>());
        bench.Next<WorkerEffect.WriteChunk>();
        return bench;
    }

    [Fact]
    public void A_give_back_that_did_not_arrive_is_repeated()
    {
        using var bench = new WorkerBench(points: 4, stride: 4);
        bench.Joined(slots: 0);
        bench.Nothing();
        bench.Tell(worker => worker.GrantMayHaveChanged());
        bench.Granted(1);
        bench.Hinted(0);
        bench.Tell(worker => worker.End(WorkerStop.Drain));
        bench.Written(bench.Next<WorkerEffect.WriteChunk>());
        var back = bench.Next<WorkerEffect.WriteChunk>();

        bench.Tell(worker => worker.ChunkWritten(back.Next, null));
        bench.Next<WorkerEffect.ReadChunk>();
        bench.Tell(worker => worker.ChunkRead(back.Next.Key, back.Next with { Version = 1, Epoch = 1, Owner = "w1-1" }, true, bench.Now));

        Assert.Equal((2L, 2L), bench.Next<WorkerEffect.WriteChunk>().Next is var again ? (again.Version, again.Epoch) : default);
    }

    /// <summary>Two of four points of a chunk run.</summary>
    private static WorkerBench Running()
    {
        var bench = new WorkerBench(points: 4, stride: 4).Working();
        bench.Next<WorkerEffect.StartPoint>();
        bench.Next<WorkerEffect.StartPoint>();
        return bench;
    }
}
