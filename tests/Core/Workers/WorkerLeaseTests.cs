using Muster.Grants;
using Muster.Points;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Tests.Core.Workers;

public sealed class WorkerLeaseTests
{
    private static readonly WorkerPolicy Policy = WorkerBench.Policy;

    [Fact]
    public void A_worker_renews_with_one_write_and_reads_its_grant()
    {
        using var bench = Running();

        bench.Pass(Policy.RenewEvery);

        var renewal = bench.Next<WorkerEffect.WriteRecord>().Next;
        Assert.Equal((2L, 2L, 1, Policy.RenewEvery), (renewal.Version, renewal.Renewals, renewal.Running, renewal.Age));
        bench.Next<WorkerEffect.ReadGrant>();
    }

    [Fact]
    public void A_worker_in_a_hurry_tells_what_changed_before_its_next_renewal()
    {
        var soon = TimeSpan.FromSeconds(1);
        using var bench = new WorkerBench(points: 1, policy: Policy with { ReportWithin = soon }).Working();
        bench.Next<WorkerEffect.StartPoint>();

        bench.Pass(soon);

        var report = bench.Next<WorkerEffect.WriteRecord>().Next;
        Assert.Equal((2L, 1, soon), (report.Renewals, report.Running, report.Age));
        bench.Next<WorkerEffect.ReadGrant>();
    }

    [Fact]
    public void A_worker_that_cannot_renew_ends_its_points_before_its_lease_is_over()
    {
        using var bench = Running();
        var sent = bench.NextRenewal();
        bench.Tell(worker => worker.RecordWritten(sent.Next, null));
        bench.Next<WorkerEffect.ReadRecord>();
        bench.Tell(worker => worker.RecordRead(null, false, bench.Now));

        while (bench.Age < Policy.Lease - Policy.StopMargin)
        {
            bench.Pass(Policy.StoreRetry);
            bench.Next<WorkerEffect.ReadRecord>();
            if (bench.Age < Policy.Lease - Policy.StopMargin)
                bench.Tell(worker => worker.RecordRead(null, false, bench.Now));
        }

        Assert.Equal(new WorkerEffect.EndPoint(0, AttemptEnd.Interrupted, AtOnce: true), bench.Next<WorkerEffect.EndPoint>());
    }

    [Fact]
    public void A_lease_runs_from_before_the_renewal_was_sent()
    {
        using var bench = Running();
        bench.Pass(Policy.RenewEvery);
        var renewal = bench.Next<WorkerEffect.WriteRecord>();
        bench.Next<WorkerEffect.ReadGrant>();
        bench.After(TimeSpan.FromSeconds(5)); // the answer takes its time
        bench.Tell(worker => worker.RecordWritten(renewal.Next, WriteAnswer.Written));

        bench.Pass(TimeSpan.FromSeconds(1));
        bench.Next<WorkerEffect.WriteRecord>();
        bench.After(Policy.RenewEvery + Policy.Lease - Policy.StopMargin - bench.Age);

        bench.Next<WorkerEffect.EndPoint>();
    }

    [Fact]
    public void A_worker_that_was_judged_dead_ends_its_points_at_once_and_is_over()
    {
        using var bench = Running();
        var sent = bench.NextRenewal();

        bench.Tell(worker => worker.RecordWritten(sent.Next, WriteAnswer.Refused));
        bench.Next<WorkerEffect.ReadRecord>();
        bench.Tell(worker => worker.RecordRead(sent.Next with { Phase = WorkerPhase.Fenced }, true, bench.Now));

        Assert.True(bench.Next<WorkerEffect.EndPoint>().AtOnce);
        Assert.True(bench.Worker.IsOver);
        Assert.Equal(1, bench.Worker.RunningPoints);
        bench.EndedBy(0, AttemptEnd.Interrupted);
        Assert.Equal(0, bench.Worker.RunningPoints);
    }

    [Fact]
    public void An_unanswered_renewal_never_makes_it_want_to_be_woken_in_the_past()
    {
        using var bench = Running();
        bench.NextRenewal();

        for (var second = 0; second < 15; second++)
            bench.After(TimeSpan.FromSeconds(1)); // the bench looks at NextWake each time
    }

    [Fact]
    public void A_grant_that_is_not_extended_ends_the_work_before_it_runs_out_and_the_worker_when_it_does()
    {
        using var bench = new WorkerBench(points: 1);
        bench.Joined(validFor: TimeSpan.FromSeconds(20));
        bench.Hinted(0);
        var claim = bench.Next<WorkerEffect.WriteChunk>();
        bench.Next<WorkerEffect.TakeHints>();
        bench.Written(claim);
        bench.Next<WorkerEffect.StartPoint>();

        bench.After(TimeSpan.FromSeconds(12));
        bench.Next<WorkerEffect.WriteRecord>();
        bench.Next<WorkerEffect.ReadGrant>();
        Assert.True(bench.Next<WorkerEffect.EndPoint>().AtOnce);
        bench.After(TimeSpan.FromSeconds(8));

        Assert.True(bench.Next<WorkerEffect.EndPoint>().AtOnce);
        Assert.True(bench.Worker.IsOver);
    }

    [Fact]
    public void A_grant_is_extended_from_the_renewal_that_it_names()
    {
        using var bench = Running();
        bench.Pass(Policy.RenewEvery);
        bench.Written(bench.Next<WorkerEffect.WriteRecord>());
        bench.Granted(2, from: 2, validFor: TimeSpan.FromSeconds(20));

        Assert.Equal(2, bench.Worker.Grant!.FromRenewal);
        bench.After(TimeSpan.FromSeconds(12 - 0.1));
        bench.Next<WorkerEffect.WriteRecord>();
        bench.Next<WorkerEffect.ReadGrant>();
        bench.After(TimeSpan.FromSeconds(0.1));

        bench.Next<WorkerEffect.EndPoint>();
    }

    /// <summary>One point runs, and nothing else is to be had.</summary>
    private static WorkerBench Running()
    {
        var bench = new WorkerBench(points: 1).Working();
        bench.Next<WorkerEffect.StartPoint>();
        return bench;
    }
}
