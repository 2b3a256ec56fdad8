using Muster.Cli;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

public class SteeringTests
{
    [Fact]
    public async Task A_run_that_has_not_started_is_cancelled_without_an_engine()
    {
        var cli = new CliRig();
        var run = await cli.World.AddAsync("lr");

        Assert.Equal(new(0, "", $"Run {run.Id} (lr) is cancelled; nothing of it had started.\n"), await cli.RunAsync("cancel", "lr"));
        Assert.Equal(new(0, "", $"Run {run.Id} (lr) was cancelled before.\n"), await cli.RunAsync("cancel", "lr"));
        Assert.Equal(0, cli.EnginesEnsured);
    }

    [Fact]
    public async Task A_running_run_is_asked_to_cancel_and_an_engine_is_there_to_do_it()
    {
        var cli = new CliRig();
        var run = await cli.World.AddAsync("lr");
        await run.StartAsync();

        Assert.Equal(new(0, "", $"Run {run.Id} (lr) is being cancelled; its running points are ended.\n"), await cli.RunAsync("cancel", "lr"));
        Assert.Equal(new(0, "", $"Run {run.Id} (lr) is being cancelled already.\n"), await cli.RunAsync("cancel", "lr"));
        Assert.Equal(2, cli.EnginesEnsured);
    }

    [Fact]
    public async Task A_run_that_has_ended_is_not_cancelled_any_more()
    {
        var cli = new CliRig();
        var run = await EndedAsync(cli.World, RunState.Complete);

        Assert.Equal(new(0, "", $"Run {run.Id} (lr) is complete; nothing was cancelled.\n"), await cli.RunAsync("cancel", "lr"));
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("--failed", "1")]
    [InlineData("--all", "0-1")]
    [InlineData("0", "0")]
    public async Task Points_are_retried(string choice, string members)
    {
        var cli = new CliRig();
        var run = await EndedAsync(cli.World, RunState.Error);

        var answer = await cli.RunAsync(["retry", "lr", .. choice.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        var round = (await run.RecordAsync()).Round;
        Assert.Equal((2, members), (round.Number, round.Pools[0].Points.ToString()));
        Assert.Equal(new(0, "", $"Run {run.Id} (lr): round 2 of {round.PointCount} {(round.PointCount == 1 ? "point" : "points")}\n"), answer);
        Assert.Equal(1, cli.EnginesEnsured);
    }

    [Fact]
    public async Task A_retry_that_nobody_runs_says_so()
    {
        var cli = new CliRig { EngineProblem = "The engine ended at once with exit code 3; see /log." };
        var run = await EndedAsync(cli.World, RunState.Error);

        Assert.Equal(
            new(ExitCode.CouldNotTell, "", $"Run {run.Id} (lr): round 2 of 1 point\nNo engine could be started to run it. The engine ended at once with exit code 3; see /log.\n"),
            await cli.RunAsync("retry", "lr"));
    }

    [Fact]
    public async Task A_retry_chooses_points_in_one_way()
    {
        var cli = new CliRig();
        await EndedAsync(cli.World, RunState.Error);

        Assert.Equal(
            new(ExitCode.Usage, "", "muster: INDEXES, --failed and --all each choose the points; give only one of them.\n"),
            await cli.RunAsync("retry", "lr", "1", "--all"));
    }

    [Fact]
    public async Task A_running_run_is_not_retried()
    {
        var cli = new CliRig();
        var run = await cli.World.AddAsync("lr");
        await run.StartAsync();

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: Run {run.Id} (lr) is running; a retry opens a new round, so the run must have ended. Wait for it, or cancel it first.\n"),
            await cli.RunAsync("retry", "lr"));
    }

    [Theory]
    [InlineData(RunState.Complete, ExitCode.Done, "Complete: 2 succeeded, 0 failed in 0.0s.\n")]
    [InlineData(RunState.Error, ExitCode.Failed, "Error: 1 succeeded, 1 failed in 0.0s.\n1 of 2 points failed; none is tolerated.\nSee muster why ID\n")]
    public async Task A_wait_ends_as_the_run_did(RunState state, int code, string told)
    {
        var cli = new CliRig();
        var run = await EndedAsync(cli.World, state);

        Assert.Equal(new(code, "", told.Replace("ID", run.Id.Value, StringComparison.Ordinal)), await cli.RunAsync("wait", "lr"));
        Assert.Equal(0, cli.EnginesEnsured);
    }

    [Fact]
    public async Task A_retry_of_some_cancelled_points_ends_with_the_others_told()
    {
        var cli = new CliRig();
        var run = await cli.World.AddAsync("lr", 4);
        await cli.RunAsync("cancel", "lr");
        await cli.RunAsync("retry", "lr", "0,2");
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(2, PointState.Succeeded, run.Attempt());
        await run.ReportAsync(RunState.Error);
        var told = $"2 of 4 points are still cancelled; run them with: muster retry {run.Id}";

        Assert.Equal(
            new(ExitCode.Failed, "", $"Error: 2 succeeded, 0 failed, 2 cancelled in 0.0s.\n{told}\nSee muster why {run.Id}\n"),
            await cli.RunAsync("wait", "lr"));
        Assert.Equal(
            $"Run {run.Id} (lr): Error\n  It ended in error: 2 of 4 points succeeded, 0 failed, 2 still cancelled.\n  {told}\n",
            (await cli.RunAsync("why", "lr")).Out);
        Assert.Equal(new(0, "", $"Run {run.Id} (lr): round 3 of 2 points\n"), await cli.RunAsync("retry", "lr"));
    }

    [Fact]
    public async Task A_wait_that_times_out_tells_where_the_run_stands()
    {
        var cli = new CliRig { World = new() { Time = new() { GoesOn = true } } };
        var run = await cli.World.AddAsync("lr", 4);
        await run.StartAsync();

        var answer = await cli.RunAsync("wait", "lr", "--timeout", "3s");

        Assert.Equal((ExitCode.TimedOut, ""), (answer.Code, answer.Out));
        Assert.EndsWith($"Time is up: run {run.Id} is running, 0 of 4 points have ended. It goes on.\n", answer.Error, StringComparison.Ordinal);
        Assert.Equal(1, cli.EnginesEnsured);
    }

    [Fact]
    public async Task Who_starts_an_engine_is_not_told_to_start_one()
    {
        var cli = new CliRig { World = new() { Time = new() { GoesOn = true } } };
        var run = await cli.World.AddAsync("lr", 4);

        Assert.Equal(
            new(ExitCode.TimedOut, "", $"lr: 0/4 0%\nTime is up: run {run.Id} is waiting, 0 of 4 points have ended. It goes on.\n"),
            await cli.RunAsync("wait", "lr", "--timeout", "1s"));
    }

    [Fact]
    public async Task What_waits_for_something_else_says_so_at_once()
    {
        var cli = new CliRig { World = new() { Time = new() { GoesOn = true } } };
        var run = await cli.World.AddAsync("lr", 4);
        await cli.RunAsync("hold", "lr");

        Assert.StartsWith(
            $"lr: 0/4 0%  waiting: It is held, and starts nothing until it is released: muster release {run.Id}\n",
            (await cli.RunAsync("wait", "lr", "--timeout", "1s")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_wait_leaves_the_run_alone()
    {
        using var interrupt = new CancellationTokenSource();
        await interrupt.CancelAsync();
        var cli = new CliRig { Cancel = interrupt.Token };
        await cli.World.AddAsync("lr");

        Assert.Equal(ExitCode.Interrupted, (await cli.RunAsync("wait", "lr")).Code);
    }

    [Fact]
    public async Task A_time_is_written_with_its_unit()
    {
        var cli = new CliRig();
        await cli.World.AddAsync("lr");

        Assert.Equal(
            new(ExitCode.Usage, "", "muster: --timeout is '90'; it is a time such as 90s, 15m, 2h or 1h30m. See 'muster wait --help'.\n"),
            await cli.RunAsync("wait", "lr", "--timeout", "90"));
    }

    /// <summary>Two points: the first succeeded, the second did if the run is complete.</summary>
    private static async Task<BuiltRun> EndedAsync(RunWorld world, RunState state)
    {
        var run = await world.AddAsync("lr", 2);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(1, state == RunState.Complete ? PointState.Succeeded : PointState.Failed, run.Attempt(state == RunState.Complete ? 0 : 1));
        await run.ReportAsync(state);
        return run;
    }
}
