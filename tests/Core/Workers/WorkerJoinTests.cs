using Muster.Grants;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Tests.Core.Workers;

public sealed class WorkerJoinTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_new_worker_writes_its_record_and_does_nothing_else()
    {
        using var bench = new WorkerBench();

        var record = bench.Next<WorkerEffect.WriteRecord>().Next;

        Assert.Equal((1L, WorkerPhase.Working, 1L, TimeSpan.Zero), (record.Version, record.Phase, record.Renewals, record.Age));
        bench.Pass(3 * Second);
    }

    [Fact]
    public void A_record_that_got_no_answer_is_read_back_and_counts_if_it_is_there()
    {
        using var bench = new WorkerBench();
        var sent = bench.Next<WorkerEffect.WriteRecord>().Next;

        bench.Tell(worker => worker.RecordWritten(sent, null));
        bench.Next<WorkerEffect.ReadRecord>();
        bench.Tell(worker => worker.RecordRead(sent, true, bench.Now));

        bench.Next<WorkerEffect.ReadGrant>();
    }

    [Fact]
    public void A_record_that_got_no_answer_is_written_again_if_it_is_not_there()
    {
        using var bench = new WorkerBench();
        bench.Tell(worker => worker.RecordWritten(bench.Next<WorkerEffect.WriteRecord>().Next, null));

        bench.Next<WorkerEffect.ReadRecord>();
        bench.Tell(worker => worker.RecordRead(null, true, bench.Now));

        Assert.Equal(1, bench.Next<WorkerEffect.WriteRecord>().Next.Version);
    }

    [Fact]
    public void A_reading_that_got_no_answer_is_repeated_after_a_while()
    {
        using var bench = new WorkerBench();
        bench.Tell(worker => worker.RecordWritten(bench.Next<WorkerEffect.WriteRecord>().Next, null));
        bench.Next<WorkerEffect.ReadRecord>();

        bench.Tell(worker => worker.RecordRead(null, false, bench.Now));
        bench.Nothing();
        bench.Pass(WorkerBench.Policy.StoreRetry);

        bench.Next<WorkerEffect.ReadRecord>();
    }

    [Fact]
    public void A_worker_whose_place_is_taken_is_over()
    {
        using var bench = new WorkerBench();
        var sent = bench.Next<WorkerEffect.WriteRecord>().Next;

        bench.Tell(worker => worker.RecordWritten(sent, WriteAnswer.Refused));
        bench.Next<WorkerEffect.ReadRecord>();
        bench.Tell(worker => worker.RecordRead(sent with { Phase = WorkerPhase.Ended }, true, bench.Now));

        Assert.True(bench.Worker.IsOver);
    }

    [Fact]
    public void A_worker_without_a_grant_ends_itself()
    {
        using var bench = new WorkerBench();
        bench.Written(bench.Next<WorkerEffect.WriteRecord>());

        bench.Next<WorkerEffect.ReadGrant>();
        bench.Tell(worker => worker.GrantRead(null, true));

        Assert.Equal(WorkerPhase.Ended, bench.Next<WorkerEffect.WriteRecord>().Next.Phase);
    }

    [Fact]
    public void A_worker_that_cannot_read_a_grant_goes_on_asking_until_it_must_have_joined()
    {
        using var bench = new WorkerBench();
        bench.Written(bench.Next<WorkerEffect.WriteRecord>());
        bench.Next<WorkerEffect.ReadGrant>();
        bench.Tell(worker => worker.GrantRead(null, false));

        while (!bench.Worker.IsOver)
        {
            var renewal = bench.NextRenewal();
            bench.Tell(worker => worker.GrantRead(null, false));
            bench.Written(renewal);
        }

        Assert.Equal(WorkerBench.Policy.JoinWithin, bench.Age);
    }

    [Theory]
    [InlineData(GrantMode.Run, true)]
    [InlineData(GrantMode.Drain, false)]
    [InlineData(GrantMode.Cancel, false)]
    public void Only_a_grant_to_run_lets_it_look_for_work(GrantMode mode, bool looks)
    {
        using var bench = new WorkerBench();

        bench.Joined(2, mode);

        if (looks)
            Assert.Equal(2, bench.Next<WorkerEffect.TakeHints>().Most);
        else
            Assert.Equal(WorkerPhase.Ended, bench.Next<WorkerEffect.WriteRecord>().Next.Phase);
    }
}
