using Muster.Cli;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

public class PruneCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_would_go_is_shown_as_a_table_with_sizes()
    {
        var cli = new CliRig();
        var (old, _) = await TwoAsync(cli.World);

        Assert.Equal(
            new(0, $"""
                ID                NAME  STATE  ENDED   POINTS  FILES     SIZE
                {old.Id}  old   Error  2d ago       2      2  2.0 KiB

                """, "Nothing was pruned. It would be 1 run, with 2 files of 2.0 KiB.\n"),
            await cli.RunAsync("prune", "--older-than", "1d", "--dry-run"));
        Assert.Equal(2, (await cli.World.Store.ListRunsAsync(new(), Cancel)).Count);
    }

    [Theory]
    [InlineData("1d", "", "new")]
    [InlineData("3d", "", "new,old")]
    [InlineData("0s", "", "")]
    [InlineData("0s", "complete", "new,old")]
    [InlineData("0s", "error", "")]
    public async Task Runs_that_ended_so_long_ago_are_deleted(string older, string state, string left)
    {
        var cli = new CliRig();
        await TwoAsync(cli.World);

        Assert.Equal(0, (await cli.RunAsync(["prune", "--older-than", older, "--yes", .. state.Length > 0 ? (string[])["--state", state] : []])).Code);

        Assert.Equal(left, string.Join(',', (await cli.World.Store.ListRunsAsync(new(), Cancel)).Select(run => run.Name)));
    }

    [Theory]
    [InlineData("y", 0, "Deleted 2 runs, with 4 files of 4.0 KiB.\n", 0)]
    [InlineData("n", ExitCode.Failed, "Nothing was pruned.\n", 2)]
    public async Task On_a_terminal_it_asks_once_for_all(string answer, int code, string told, int left)
    {
        var cli = new CliRig { Answers = new([answer]) };
        await TwoAsync(cli.World);

        var said = await cli.RunAsync("prune", "--older-than", "0s");

        Assert.Equal((code, $"Delete 2 runs, with 4 files of 4.0 KiB? [y/N] {told}"), (said.Code, said.Error));
        Assert.Equal(left, (await cli.World.Store.ListRunsAsync(new(), Cancel)).Count);
    }

    [Fact]
    public async Task Pruned_logs_are_told_and_results_are_kept()
    {
        var cli = new CliRig();
        var run = await DeleteCommandTests.EndedAsync(cli.World);
        var before = await cli.RunAsync("results", "lr", "--format", "json");
        cli.World.Time.Move(TimeSpan.FromHours(1));
        var told = $"The logs of run {run.Id} (lr) were pruned at 2026-03-01 13:00:00 UTC; its records and results are kept.";

        var answer = await cli.RunAsync("prune", "--older-than", "0s", "--keep-results", "--yes");

        Assert.Equal((0, "Pruned 1 run, with 2 files of 2.0 KiB; records and results are kept.\n"), (answer.Code, answer.Error));
        Assert.Equal(before, await cli.RunAsync("results", "lr", "--format", "json"));
        Assert.Equal(new(ExitCode.CouldNotTell, "", $"Point 1, attempt 1: exited with code 1\nmuster: Point 1: {told}\n"), await cli.RunAsync("logs", "lr", "1"));
        Assert.Contains(told, (await cli.RunAsync("why", "lr", "1")).Out, StringComparison.Ordinal);
        Assert.Contains("  logs      pruned 2026-03-01 13:00:00 UTC (just now)\n", (await cli.RunAsync("status", "lr")).Out, StringComparison.Ordinal);
        Assert.Equal(
            new(0, "", "Nothing is to be pruned: no run that ended so long ago has files besides its results.\n"),
            await cli.RunAsync("prune", "--older-than", "0s", "--keep-results", "--yes"));
    }

    [Fact]
    public async Task Attempts_after_a_pruning_have_their_logs()
    {
        var cli = new CliRig();
        var run = await DeleteCommandTests.EndedAsync(cli.World);
        cli.World.Time.Move(TimeSpan.FromHours(1));
        await cli.RunAsync("prune", "--older-than", "0s", "--keep-results", "--yes");
        await cli.RunAsync("retry", "lr");
        await run.StartAsync();
        await run.EndAsync(1, Muster.Points.PointState.Succeeded, run.Attempt(output: ("new output", "")));
        await run.ReportAsync(RunState.Complete);

        Assert.Equal("new output", (await cli.RunAsync("logs", "lr", "1")).Out);
    }

    [Fact]
    public async Task Runs_that_cannot_go_are_left_out_and_told()
    {
        var cli = new CliRig();
        var (old, _) = await TwoAsync(cli.World);
        using var held = cli.World.Files.TryLock(old.Id);

        var answer = await cli.RunAsync("prune", "--older-than", "0s", "--yes", "--json");

        Assert.Equal(ExitCode.CouldNotTell, answer.Code);
        Assert.StartsWith($"Left out: Run {old.Id} is being deleted, pruned, exported or imported by another process on this machine.", answer.Error, StringComparison.Ordinal);
        Assert.Contains($"\"sweep_id\": \"{old.Id}\"", answer.Out, StringComparison.Ordinal);
        Assert.Equal("old", Assert.Single(await cli.World.Store.ListRunsAsync(new(), Cancel)).Name);
    }

    [Theory]
    [InlineData("prune", "'muster prune' needs --older-than TIME, such as 30d: how long ago a run must have ended. See 'muster prune --help'.")]
    [InlineData("prune --older-than 30", "--older-than is '30'; it is a time such as 90s, 15m, 2h or 1h30m. See 'muster prune --help'.")]
    [InlineData("prune --older-than 30d", "muster prune asks first, and there is no terminal to ask on. Give --yes to answer beforehand.")]
    [InlineData("prune --older-than 30d --state ready", "--state is 'ready'; it is complete, error, cancelled or ignored. See 'muster prune --help'.")]
    public async Task Wrong_usage_is_told(string line, string message) =>
        Assert.Equal(new(ExitCode.Usage, "", $"muster: {message}\n"), await new CliRig().RunAsync(line.Split(' ')));

    private static async Task<(BuiltRun Old, BuiltRun New)> TwoAsync(RunWorld world)
    {
        var old = await DeleteCommandTests.EndedAsync(world, "old");
        world.Time.Move(TimeSpan.FromDays(2));
        return (old, await DeleteCommandTests.EndedAsync(world, "new"));
    }
}
