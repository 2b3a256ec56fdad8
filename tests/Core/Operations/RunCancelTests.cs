using Muster.Operations;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Operations;

public class RunCancelTests
{
    private readonly RunWorld world = new();

    [Fact]
    public async Task A_run_that_nobody_holds_is_cancelled_at_once()
    {
        var run = await world.AddAsync(points: 4);

        var answer = await CancelAsync(run);

        Assert.Equal(CancelOutcome.Cancelled, answer.Outcome);
        var record = await run.RecordAsync();
        Assert.Equal((RunState.Cancelled, DesiredState.Cancelled, world.Time.GetUtcNow()), (record.State, record.Desired, record.CompletedAt));
        Assert.Equal("The run was cancelled; 0 of 4 points had ended.", record.Reason?.Text);
    }

    [Fact]
    public async Task A_started_run_is_asked_to_cancel_once()
    {
        var run = await world.AddAsync();
        await run.StartAsync();

        var first = await CancelAsync(run);
        var second = await CancelAsync(run);

        Assert.Equal((CancelOutcome.Asked, CancelOutcome.WasAsked), (first.Outcome, second.Outcome));
        Assert.Equal((RunState.InProgress, DesiredState.Cancelled, first.Run.Version), (second.Run.State, second.Run.Desired, second.Run.Version));
    }

    [Fact]
    public async Task A_ready_run_under_a_lock_is_left_to_its_holder()
    {
        var run = await world.AddAsync();
        await run.ChangeAsync(record => record.TakeLock("engine", TimeSpan.FromSeconds(30), world.Time.GetUtcNow()) with { Version = record.Version });

        var answer = await CancelAsync(run);

        Assert.Equal((CancelOutcome.Asked, RunState.Ready), (answer.Outcome, answer.Run.State));
    }

    [Fact]
    public async Task A_run_that_has_ended_stays_as_it_is()
    {
        var run = await world.AddAsync(points: 1);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.ReportAsync(RunState.Complete);
        var before = await run.RecordAsync();

        var answer = await CancelAsync(run);

        Assert.Equal((CancelOutcome.HadEnded, before.Version), (answer.Outcome, (await run.RecordAsync()).Version));
    }

    private Task<CancelAnswer> CancelAsync(BuiltRun run) => new RunCancel(world.Store, world.Time).CancelAsync(run.Id);
}
