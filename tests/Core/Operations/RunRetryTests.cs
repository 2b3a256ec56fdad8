using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Operations;

public class RunRetryTests
{
    private readonly RunWorld world = new();

    [Fact]
    public async Task A_retry_opens_a_round_of_what_did_not_succeed()
    {
        var run = await EndedAsync();

        await RetryAsync(run, RetrySelection.Unsuccessful);

        var record = await run.RecordAsync();
        Assert.Equal((RunState.Ready, 2, "1,3"), (record.State, record.Round.Number, Assert.Single(record.Round.Pools).Points.ToString()));
        Assert.Equal((new PointCounts(3, 0, 0), new PointCounts(3, 0, 0)), (record.Settled, record.Counts));
    }

    [Fact]
    public async Task Of_a_cancelled_run_what_never_ran_is_retried_but_not_as_failed()
    {
        var run = await world.AddAsync(points: 4);
        await run.StartAsync();
        await run.EndAsync(1, PointState.Failed, run.Attempt(1));
        await run.EndAsync(2, PointState.Succeeded, run.Attempt());
        await run.ChangeAsync(record => record.Cancel(world.Time.GetUtcNow())! with { Version = record.Version });
        await run.ReportAsync(RunState.Cancelled);

        var failed = await RetryAsync(run, RetrySelection.Failed);

        Assert.Equal(("1", new PointCounts(1, 0, 2)), (failed.Round.Pools[0].Points.ToString(), failed.Settled));
        Assert.Equal(DesiredState.Run, failed.Desired);
    }

    [Fact]
    public async Task All_points_or_named_ones_are_retried_however_they_ended()
    {
        var run = await EndedAsync();
        var named = await RetryAsync(run, RetrySelection.Of(IndexSet.Of([0, 1])));
        Assert.Equal(("0-1", new PointCounts(2, 1, 0)), (named.Round.Pools[0].Points.ToString(), named.Settled));

        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(1, PointState.Succeeded, run.Attempt());
        await run.ReportAsync(RunState.Error);
        var all = await RetryAsync(run, RetrySelection.All);

        Assert.Equal((3, "0-4", new PointCounts(0, 0, 0)), (all.Round.Number, all.Round.Pools[0].Points.ToString(), all.Settled));
        Assert.Equal([1, 2], all.EarlierRounds.Select(round => round.Number));
    }

    [Fact]
    public async Task Rounds_of_rounds_are_settled_by_the_latest_that_holds_a_point()
    {
        var run = await EndedAsync();
        await RetryAsync(run, RetrySelection.Failed);
        await run.StartAsync();
        await run.EndAsync(1, PointState.Succeeded, run.Attempt());
        await run.EndAsync(3, PointState.Failed, run.Attempt(1));
        await run.ReportAsync(RunState.Error);

        var third = await RetryAsync(run, RetrySelection.Failed);

        Assert.Equal(("3", new PointCounts(4, 0, 0)), (third.Round.Pools[0].Points.ToString(), third.Settled));
    }

    [Fact]
    public async Task A_huge_run_is_settled_by_arithmetic()
    {
        var run = await world.AddAsync(points: 1_000_000);
        await run.StartAsync();
        await run.EndAsync(700_000, PointState.Failed, run.Attempt(1));
        await run.ChangeAsync(record => record.Cancel(world.Time.GetUtcNow())! with { Version = record.Version });
        await run.ReportAsync(RunState.Cancelled);

        var retried = await RetryAsync(run, RetrySelection.Failed);

        Assert.Equal(("700000", new PointCounts(0, 0, 999_999)), (retried.Round.Pools[0].Points.ToString(), retried.Settled));
    }

    [Fact]
    public async Task A_run_that_has_not_ended_is_refused()
    {
        var run = await world.AddAsync("lr");
        await run.StartAsync();

        var error = await Assert.ThrowsAsync<RetryRefusedException>(() => RetryAsync(run, RetrySelection.All));

        Assert.Equal($"Run {run.Id} (lr) is running; a retry opens a new round, so the run must have ended. Wait for it, or cancel it first.", error.Message);
    }

    [Fact]
    public async Task Nothing_to_retry_is_an_error()
    {
        var run = await world.AddAsync("lr", 1);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.ReportAsync(RunState.Complete);

        var error = await Assert.ThrowsAsync<RetryRefusedException>(() => RetryAsync(run, RetrySelection.Unsuccessful));

        Assert.Equal($"Run {run.Id} (lr) is complete and has no failed or cancelled points; there is nothing to retry.", error.Message);
    }

    [Fact]
    public async Task A_point_beyond_the_run_is_an_error()
    {
        var run = await EndedAsync();

        var error = await Assert.ThrowsAsync<NoSuchPointException>(() => RetryAsync(run, RetrySelection.Of(IndexSet.Of([5]))));

        Assert.Equal($"Run {run.Id} (sweep) has no point 5; its points are 0 to 4.", error.Message);
    }

    private Task<RunRecord> RetryAsync(BuiltRun run, RetrySelection which) => new RunRetry(world.Ports).RetryAsync(run.Id, which);

    /// <summary>Points 0, 2 and 4 succeeded, 1 and 3 failed.</summary>
    private async Task<BuiltRun> EndedAsync()
    {
        var run = await world.AddAsync(points: 5);
        await run.StartAsync();
        for (var point = 0; point < 5; point++)
            await run.EndAsync(point, point % 2 == 0 ? PointState.Succeeded : PointState.Failed, run.Attempt(point % 2));
        await run.ReportAsync(RunState.Error);
        return run;
    }
}
