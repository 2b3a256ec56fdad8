using Muster.Chunks;
using Muster.Points;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Tests.Core.Workers;

public sealed class WorkerClaimTests
{
    [Fact]
    public void A_claimed_chunk_starts_its_points_on_the_lowest_slots()
    {
        using var bench = new WorkerBench();
        bench.Joined();
        bench.Hinted(0, 1);

        var (first, second) = (bench.Next<WorkerEffect.WriteChunk>(), bench.Next<WorkerEffect.WriteChunk>());
        Assert.Equal((1L, 1L, "w1-1"), (first.Next.Version, first.Next.Epoch, first.Next.Owner));
        bench.Written(first);
        bench.Written(second);

        Assert.Equal(new(0, 1, 0, first.Next.Key) { Epoch = 1 }, bench.Next<WorkerEffect.StartPoint>().Order);
        Assert.Equal(new(1, 1, 1, second.Next.Key) { Epoch = 1 }, bench.Next<WorkerEffect.StartPoint>().Order);
    }

    [Fact]
    public void No_more_points_start_than_are_granted()
    {
        using var bench = new WorkerBench(points: 8, stride: 8, slots: 4);
        bench.Joined(slots: 3);
        bench.Hinted(0);

        bench.Written(bench.Next<WorkerEffect.WriteChunk>());

        for (var point = 0; point < 3; point++)
            Assert.Equal(point, bench.Next<WorkerEffect.StartPoint>().Order.Point);
    }

    [Fact]
    public void No_more_points_start_than_the_machine_shares_out()
    {
        using var bench = new WorkerBench(points: 8, stride: 8);
        bench.Tell(worker => worker.Share = 1);
        bench.Joined();
        bench.Hinted(0);

        bench.Written(bench.Next<WorkerEffect.WriteChunk>());

        Assert.Equal(0, bench.Next<WorkerEffect.StartPoint>().Order.Point);
    }

    [Fact]
    public void A_claim_that_got_no_answer_is_settled_by_reading_back()
    {
        using var bench = new WorkerBench();
        bench.Joined();
        bench.Hinted(0);
        var claim = bench.Next<WorkerEffect.WriteChunk>().Next;
        bench.Next<WorkerEffect.TakeHints>();

        bench.Tell(worker => worker.ChunkWritten(claim, null));
        Assert.Equal(claim.Key, bench.Next<WorkerEffect.ReadChunk>().Key);
        bench.Tell(worker => worker.ChunkRead(claim.Key, claim, true, bench.Now));

        Assert.Equal(0, bench.Next<WorkerEffect.StartPoint>().Order.Point);
    }

    [Fact]
    public void A_chunk_that_another_has_is_left_alone()
    {
        using var bench = new WorkerBench();
        bench.Joined();
        bench.Hinted(0);
        var claim = bench.Next<WorkerEffect.WriteChunk>().Next;
        bench.Next<WorkerEffect.TakeHints>();

        bench.Tell(worker => worker.ChunkWritten(claim, WriteAnswer.Refused));
        bench.Next<WorkerEffect.ReadChunk>();
        bench.Tell(worker => worker.ChunkRead(claim.Key, claim with { Owner = "w1-2" }, true, bench.Now));
    }

    [Fact]
    public void A_chunk_that_was_freed_is_claimed_under_the_next_epoch_with_all_that_is_known_of_it()
    {
        using var bench = new WorkerBench();
        bench.Joined();
        bench.Hinted(0);
        var claim = bench.Next<WorkerEffect.WriteChunk>().Next;
        bench.Next<WorkerEffect.TakeHints>();
        var failed = new AttemptRecord { Number = 1, End = AttemptEnd.Exited, ExitCode = 1, StartedAt = WorkerBench.Noon };
        var freed = claim with { Version = 7, Epoch = 4, Owner = null, Losses = 1, Entries = [new() { Attempts = [failed] }] };

        bench.Tell(worker => worker.ChunkWritten(claim, WriteAnswer.Refused));
        bench.Next<WorkerEffect.ReadChunk>();
        bench.Tell(worker => worker.ChunkRead(claim.Key, freed, true, bench.Now));
        var again = bench.Next<WorkerEffect.WriteChunk>();

        Assert.Equal((8L, 5L, "w1-1", 1), (again.Next.Version, again.Next.Epoch, again.Next.Owner, again.Next.Losses));
        bench.Written(again);
        Assert.Equal(2, bench.Next<WorkerEffect.StartPoint>().Order.Attempt);
    }

    [Fact]
    public void A_dry_pool_is_asked_less_and_less_often()
    {
        using var bench = new WorkerBench();
        bench.Joined();
        bench.Hinted();
        var began = bench.Age;
        bench.Pass(WorkerBench.Policy.IdlePoll);

        bench.Next<WorkerEffect.ReadRun>();
        bench.Hinted();
        Assert.Equal(WorkerBench.Policy.IdlePoll, bench.Age - began);

        bench.Pass(WorkerBench.Policy.IdlePoll);
        bench.Nothing();
        bench.Pass(WorkerBench.Policy.IdlePoll);
        bench.Next<WorkerEffect.TakeHints>();
    }

    [Fact]
    public void A_worker_is_told_that_work_may_have_appeared_and_looks_at_once()
    {
        using var bench = new WorkerBench();
        bench.Joined();
        bench.Hinted();

        bench.Tell(worker => worker.WorkMayHaveAppeared(bench.Now));

        bench.Next<WorkerEffect.ReadRun>();
        bench.Next<WorkerEffect.TakeHints>();
    }

    [Fact]
    public void Hints_that_got_no_answer_are_asked_for_again_after_a_while()
    {
        using var bench = new WorkerBench();
        bench.Joined();
        var pool = bench.Next<WorkerEffect.TakeHints>().Pool;

        bench.Tell(worker => worker.HintsTaken(pool, null, bench.Now));
        bench.Nothing();
        bench.Pass(WorkerBench.Policy.StoreRetry);

        bench.Next<WorkerEffect.TakeHints>();
    }
}
