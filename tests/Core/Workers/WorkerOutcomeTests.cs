using Muster.Points;
using Muster.Stores;
using Muster.Workers;

namespace Muster.Tests.Core.Workers;

public sealed class WorkerOutcomeTests
{
    [Fact]
    public void A_long_points_outcome_is_written_at_once_and_closes_its_chunk()
    {
        using var bench = Running();

        bench.Ended(0);

        var write = bench.Next<WorkerEffect.WriteChunk>().Next;
        Assert.Equal((2L, 1L, null as string, true), (write.Version, write.Epoch, write.Owner, write.IsClosed));
        Assert.Equal(PointState.Succeeded, write.Entries[0].State);
    }

    [Fact]
    public void Short_points_outcomes_wait_for_one_write_together()
    {
        using var bench = new WorkerBench(points: 8, stride: 8);
        bench.Working();
        bench.Next<WorkerEffect.StartPoint>();
        bench.Next<WorkerEffect.StartPoint>();

        bench.Ended(0, seconds: 0.01);
        bench.Next<WorkerEffect.StartPoint>();
        bench.Next<WorkerEffect.TakeHints>(); // claims ahead, as short points end soon
        bench.Ended(1, seconds: 0.01);
        bench.Next<WorkerEffect.StartPoint>();
        bench.Pass(WorkerBench.Policy.GroupOutcomes);

        Assert.Equal(2, bench.Next<WorkerEffect.WriteChunk>().Next.Counts.Succeeded);
    }

    [Fact]
    public void A_failed_attempt_that_is_not_retried_ends_its_point()
    {
        using var bench = Running();

        bench.Ended(0, exitCode: 3);

        var entry = bench.Next<WorkerEffect.WriteChunk>().Next.Entries[0];
        Assert.Equal((PointState.Failed, 3), (entry.State, entry.Last!.ExitCode));
    }

    [Fact]
    public void A_failed_attempt_that_is_retried_waits_as_long_as_the_rule_says()
    {
        using var bench = new WorkerBench(points: 1, retry: (_, charged) => TimeSpan.FromSeconds(4 * charged));
        bench.Working();
        bench.Next<WorkerEffect.StartPoint>();

        bench.Ended(0, exitCode: 1);
        var entry = bench.Next<WorkerEffect.WriteChunk>().Next.Entries[0];
        Assert.Equal((PointState.Pending, WorkerBench.Noon.AddSeconds(4)), (entry.State, entry.NotBefore));

        bench.Pass(TimeSpan.FromSeconds(3.9));
        bench.Nothing();
        bench.Pass(TimeSpan.FromSeconds(0.1));
        Assert.Equal(2, bench.Next<WorkerEffect.StartPoint>().Order.Attempt);
    }

    [Theory]
    [InlineData(-48)]
    [InlineData(48)]
    public void A_wall_clock_that_jumps_does_not_move_a_retry(int hours)
    {
        using var bench = new WorkerBench(points: 1, retry: (_, _) => TimeSpan.FromSeconds(4));
        bench.Working();
        bench.Next<WorkerEffect.StartPoint>();
        bench.Ended(0, exitCode: 1);
        bench.Next<WorkerEffect.WriteChunk>();

        bench.SetWallClock(WorkerBench.Noon.AddHours(hours));
        bench.Pass(TimeSpan.FromSeconds(3.9));
        bench.Nothing();
        bench.Pass(TimeSpan.FromSeconds(0.1));

        bench.Next<WorkerEffect.StartPoint>();
    }

    [Fact]
    public void A_retry_that_a_wrong_wall_clock_put_off_by_hours_waits_no_longer_than_the_rule_says()
    {
        using var bench = new WorkerBench(points: 1, retry: (_, _) => TimeSpan.FromSeconds(4));
        bench.Joined();
        bench.Hinted(0);
        var claim = bench.Next<WorkerEffect.WriteChunk>().Next;
        bench.Next<WorkerEffect.TakeHints>();
        var failed = new AttemptRecord { Number = 1, End = AttemptEnd.Exited, ExitCode = 1, StartedAt = WorkerBench.Noon };

        bench.Tell(worker => worker.ChunkWritten(claim, WriteAnswer.Refused));
        bench.Next<WorkerEffect.ReadChunk>();
        bench.Tell(worker => worker.ChunkRead(
            claim.Key, claim with { Owner = null, Entries = [new() { Attempts = [failed], NotBefore = WorkerBench.Noon.AddHours(3) }] }, true, bench.Now));
        bench.Written(bench.Next<WorkerEffect.WriteChunk>());
        bench.Pass(TimeSpan.FromSeconds(4));

        bench.Next<WorkerEffect.StartPoint>();
    }

    [Theory]
    [InlineData(AttemptEnd.Interrupted)]
    [InlineData(AttemptEnd.Lost)]
    public void An_attempt_that_is_not_its_points_fault_is_not_charged_and_runs_again(AttemptEnd end)
    {
        using var bench = Running();

        bench.EndedBy(0, end);

        Assert.Equal(2, bench.Next<WorkerEffect.StartPoint>().Order.Attempt);
        var entry = bench.Next<WorkerEffect.WriteChunk>().Next.Entries[0];
        Assert.Equal((PointState.Pending, 0, 1), (entry.State, entry.ChargedAttempts, entry.Attempts.Count));
    }

    [Fact]
    public void An_outcome_that_got_no_answer_is_written_again_with_all_that_is_known_since()
    {
        using var bench = new WorkerBench(points: 2, stride: 2);
        bench.Working();
        bench.Next<WorkerEffect.StartPoint>();
        bench.Next<WorkerEffect.StartPoint>();
        bench.Ended(0);
        var first = bench.Next<WorkerEffect.WriteChunk>().Next;
        bench.Next<WorkerEffect.TakeHints>();

        bench.Ended(1);
        bench.Nothing(); // one write at a time
        bench.Tell(worker => worker.ChunkWritten(first, null));
        bench.Next<WorkerEffect.ReadChunk>();
        bench.Tell(worker => worker.ChunkRead(first.Key, first with { Version = 1, Entries = [PointEntry.New, PointEntry.New] }, true, bench.Now));

        var again = bench.Next<WorkerEffect.WriteChunk>().Next;
        Assert.Equal((2L, 2L), (again.Version, again.Counts.Succeeded));
    }

    [Fact]
    public void A_chunk_that_is_not_its_own_any_more_is_dropped_and_its_points_are_ended()
    {
        using var bench = new WorkerBench(points: 2, stride: 2);
        bench.Working();
        bench.Next<WorkerEffect.StartPoint>();
        bench.Next<WorkerEffect.StartPoint>();
        bench.Ended(0);
        var write = bench.Next<WorkerEffect.WriteChunk>().Next;
        bench.Next<WorkerEffect.TakeHints>();

        bench.Tell(worker => worker.ChunkWritten(write, WriteAnswer.Refused));
        bench.Next<WorkerEffect.ReadChunk>();
        bench.Tell(worker => worker.ChunkRead(write.Key, write with { Epoch = 2, Owner = null }, true, bench.Now));

        Assert.Equal(new WorkerEffect.EndPoint(1, AttemptEnd.Interrupted, AtOnce: true), bench.Next<WorkerEffect.EndPoint>());
        bench.EndedBy(1, AttemptEnd.Interrupted);
    }

    [Fact]
    public void A_point_that_the_machine_cannot_start_costs_no_attempt_and_starts_pause()
    {
        using var bench = Running();

        bench.Tell(worker => worker.PointNotStarted(0, "The disk is full.", bench.Now));
        Assert.Equal("The disk is full.", bench.Worker.Problem);
        bench.Pass(WorkerBench.Policy.ProblemPause);

        Assert.Equal(1, bench.Next<WorkerEffect.StartPoint>().Order.Attempt);
        Assert.Null(bench.Worker.Problem);
    }

    /// <summary>One point runs, and nothing else is to be had.</summary>
    private static WorkerBench Running()
    {
        var bench = new WorkerBench(points: 1).Working();
        bench.Next<WorkerEffect.StartPoint>();
        return bench;
    }
}
