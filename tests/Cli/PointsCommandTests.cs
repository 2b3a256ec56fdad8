using Muster.Cli;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

public class PointsCommandTests
{
    private readonly CliRig cli = new();

    [Fact]
    public async Task Points_are_shown()
    {
        await AddAsync();

        var answer = await cli.RunAsync("points", "last");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.Matches("points.txt", answer.Out);
        Snapshot.Matches("points.json", (await cli.RunAsync("points", "last", "--json")).Out);
    }

    [Fact]
    public async Task Points_are_chosen_by_index_and_state()
    {
        await AddAsync();

        Assert.Equal(["0", "2", "3"], Indexes(await cli.RunAsync("points", "last", "0,2-3")));
        Assert.Equal(["1"], Indexes(await cli.RunAsync("points", "last", "--state", "failed")));
        Assert.Equal(
            Indexes(await cli.RunAsync("points", "last", "--state", "failed,succeeded")), Indexes(await cli.RunAsync("points", "last", "--state", "failed", "--state", "succeeded")));
        Assert.Equal(["4", "5"], Indexes(await cli.RunAsync("points", "last", "--from", "4")));
        Assert.Equal(new(0, "", "No such points.\n"), await cli.RunAsync("points", "last", "--state", "cancelled"));
    }

    [Fact]
    public async Task A_page_says_how_to_go_on()
    {
        await AddAsync();

        var answer = await cli.RunAsync("points", "last", "--limit", "2");

        Assert.Equal(["0", "1"], Indexes(answer));
        Assert.Equal("There are more: muster points last --limit 2 --from 2\n", answer.Error);
    }

    [Theory]
    [InlineData("points last 0-", "muster: '0-' are no points; name them by numbers and ranges such as 3,7-9, counted from 0. See 'muster points --help'.")]
    [InlineData("points last --state done", "muster: --state is 'done'; it is pending, claimed, running, succeeded, failed or cancelled. See 'muster points --help'.")]
    [InlineData("points last --from -1", "muster: --from is '-1'; it is a point's index: 0 or more. See 'muster points --help'.")]
    [InlineData("points last --limit 0", "muster: --limit is '0'; it is a whole number of 1 or more. See 'muster points --help'.")]
    public async Task Wrong_words_say_what_is_allowed(string line, string message)
    {
        await AddAsync();

        Assert.Equal(new(ExitCode.Usage, "", $"{message}\n"), await cli.RunAsync(line.Split(' ')));
    }

    [Fact]
    public async Task A_point_that_is_not_there_is_wrong_usage()
    {
        var run = await AddAsync();

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: Run {run.Id} (lr) has no point 6; its points are 0 to 5.\n"),
            await cli.RunAsync("points", "last", "6"));
    }

    private static IEnumerable<string> Indexes(Answer answer) =>
        answer.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]);

    private async Task<BuiltRun> AddAsync()
    {
        var run = await cli.World.AddAsync("lr", 6);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());
        await run.EndAsync(1, PointState.Failed, run.Attempt(1), run.Attempt(137, number: 2) with { End = AttemptEnd.Signalled, ExitCode = null, Signal = 9 });
        await run.ClaimAsync(2);
        await run.WorkAsync(running: 1);
        await run.SetAsync(3, new() { NotBefore = cli.World.Time.GetUtcNow().AddSeconds(30), Attempts = [run.Attempt(1)] });
        return run;
    }
}
