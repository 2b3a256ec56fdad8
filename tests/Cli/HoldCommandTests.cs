using Muster.Cli;
using Muster.Points;
using Muster.Runs;
using Muster.Sets;
using Muster.Sweeps;

namespace Muster.Tests.Cli;

/// <summary><c>hold</c>, <c>release</c>, <c>update</c>, and <c>cancel</c> of some points.</summary>
public class HoldCommandTests
{
    [Fact]
    public async Task A_run_that_has_not_started_is_held_at_once_and_released()
    {
        var cli = new CliRig();
        var run = await cli.World.AddAsync("lr");
        var release = $"Let it go on with: muster release {run.Id}\n";

        Assert.Equal(new(0, "", $"Run {run.Id} (lr) is held; nothing of it runs. {release}"), await cli.RunAsync("hold", "lr"));
        Assert.Equal(new(0, "", $"Run {run.Id} (lr) is held already. {release}"), await cli.RunAsync("hold", "lr"));
        Assert.Equal(
            $"Run {run.Id} (lr): Held\n  It was held before it started: 4 points wait.\n  It is held, and starts nothing until it is released: muster release {run.Id}\n  Next try: as soon as that changes.\n",
            (await cli.RunAsync("why", "lr")).Out);
        Assert.Equal(0, cli.EnginesEnsured);
        Assert.Equal(new(0, "", $"Run {run.Id} (lr) is released.\n"), await cli.RunAsync("release", "lr"));
        Assert.Equal(new(0, "", $"Run {run.Id} (lr) is not held: it is waiting.\n"), await cli.RunAsync("release", "lr"));
        Assert.Equal(2, cli.EnginesEnsured); // also the second time: it wants work
    }

    [Fact]
    public async Task A_running_run_is_asked_to_hold()
    {
        var cli = new CliRig();
        var run = await cli.World.AddAsync("lr");
        await run.StartAsync();

        Assert.Equal(
            new(0, "", $"Run {run.Id} (lr) is held: its running points run to their end, and no more start. Let it go on with: muster release {run.Id}\n"),
            await cli.RunAsync("hold", "lr"));
        Assert.Equal(DesiredState.Held, (await run.RecordAsync()).Desired);
        Assert.Contains("\"state\": \"holding\"", (await cli.RunAsync("hold", "lr", "--json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_ended_or_is_being_cancelled_is_not_held()
    {
        var cli = new CliRig();
        var run = await cli.World.AddAsync("lr");
        await run.StartAsync();
        await cli.RunAsync("cancel", "lr");

        Assert.Equal(new(0, "", $"Run {run.Id} (lr) is being cancelled, so it cannot be held.\n"), await cli.RunAsync("hold", "lr"));
        await run.ReportAsync(RunState.Cancelled);
        Assert.Equal(new(0, "", $"Run {run.Id} (lr) was cancelled, so there is nothing to hold.\n"), await cli.RunAsync("hold", "lr"));
    }

    [Fact]
    public async Task A_release_that_nobody_runs_says_so()
    {
        var cli = new CliRig { EngineProblem = "The engine ended at once with exit code 3; see /log." };
        var run = await cli.World.AddAsync("lr");
        await cli.RunAsync("hold", "lr");

        Assert.Equal(
            new(ExitCode.CouldNotTell, "", $"Run {run.Id} (lr) is released.\nNo engine could be started to run it. The engine ended at once with exit code 3; see /log.\n"),
            await cli.RunAsync("release", "lr"));
    }

    [Fact]
    public async Task Limits_are_changed_and_told()
    {
        var cli = new CliRig();
        var run = await cli.World.AddAsync("lr");

        Assert.Equal(new(0, "", $"Run {run.Id} (lr): priority urgent, at most 2 points at once.\n"), await cli.RunAsync("update", "lr", "--priority", "urgent", "--max-concurrent", "2"));
        Assert.Equal((Priority.Urgent, 2), ((await run.RecordAsync()).Priority, (await run.RecordAsync()).MaxConcurrent));
        Assert.Equal(new(0, "", $"Run {run.Id} (lr): priority urgent, as many points at once as there are slots.\n"), await cli.RunAsync("update", "lr", "--max-concurrent", "none"));
        await run.StartAsync();
        await run.ReportAsync(RunState.Error);
        Assert.Equal(
            new(0, "", $"Run {run.Id} (lr): priority low, as many points at once as there are slots; it has ended, so this is for its next round.\n"),
            await cli.RunAsync("update", "lr", "--priority", "low"));
    }

    [Theory]
    [InlineData("'muster update' needs --priority or --max-concurrent: what to change. See 'muster update --help'.")]
    [InlineData("--max-concurrent is '0'; it is a whole number of 1 or more, or none. See 'muster update --help'.", "--max-concurrent", "0")]
    [InlineData("--priority is 'high'; it is urgent, normal or low. See 'muster update --help'.", "--priority", "high")]
    public async Task An_update_says_what_it_needs(string told, params string[] options)
    {
        var cli = new CliRig();
        await cli.World.AddAsync("lr");

        Assert.Equal(new(ExitCode.Usage, "", $"muster: {told}\n"), await cli.RunAsync(["update", "lr", .. options]));
    }

    [Fact]
    public async Task Some_points_are_cancelled_and_an_engine_is_there_to_do_it()
    {
        var cli = new CliRig();
        var run = await cli.World.AddAsync("lr", 6);

        Assert.Equal(new(0, "", $"Points 1,4-5 of run {run.Id} (lr) are cancelled, unless they have ended; the others go on.\n"), await cli.RunAsync("cancel", "lr", "4-5,1"));
        Assert.Equal(new(0, "", $"Point 4 of run {run.Id} (lr) is cancelled already.\n"), await cli.RunAsync("cancel", "lr", "4"));
        Assert.Equal((IndexSet.Of([1, 4, 5]), DesiredState.Run), ((await run.RecordAsync()).CancelledPoints, (await run.RecordAsync()).Desired));
        Assert.Equal(2, cli.EnginesEnsured);
        Assert.Equal($"Point 4 of run {run.Id} (lr): Cancelled\n  It was cancelled before it started.\n", (await cli.RunAsync("why", "lr", "4")).Out);
        Assert.Equal(["1", "4", "5"], (await cli.RunAsync("points", "lr", "--state", "cancelled")).Out.Split('\n').Skip(1).SkipLast(1).Select(line => line.Trim().Split(' ')[0]));
        Assert.Equal(3, (await cli.RunAsync("points", "lr", "--state", "pending")).Out.Split('\n').Length - 2);
    }

    [Fact]
    public async Task Points_of_a_run_that_has_ended_and_points_that_are_not_there_are_not_cancelled()
    {
        var cli = new CliRig();
        var run = await cli.World.AddAsync("lr", 2);

        Assert.Equal(new(ExitCode.Usage, "", $"muster: Run {run.Id} (lr) has no point 7; its points are 0 to 1.\n"), await cli.RunAsync("cancel", "lr", "1-7"));
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(1, PointState.Succeeded, run.Attempt());
        await run.ReportAsync(RunState.Complete);
        Assert.Equal(new(0, "", $"Run {run.Id} (lr) is complete; nothing was cancelled.\n"), await cli.RunAsync("cancel", "lr", "1"));
    }

    [Fact]
    public async Task Points_that_lie_too_scattered_are_refused()
    {
        var cli = new CliRig();
        var run = await cli.World.AddAsync("lr", 3000);

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: The cancelled points of run {run.Id} (lr) would lie in 1500 separate ranges, and a run keeps 1000. Cancel fewer, or such that lie side by side.\n"),
            await cli.RunAsync("cancel", "lr", string.Join(',', Enumerable.Range(0, 1500).Select(i => i * 2))));
    }
}
