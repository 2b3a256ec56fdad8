using Muster.Cli;
using Muster.Points;
using Muster.Runs;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

public class LogsCommandTests
{
    private readonly CliRig cli = new();

    [Fact]
    public async Task A_points_output_is_the_answer_as_it_is()
    {
        await AddAsync();

        Assert.Equal(new(0, "hello\u001b[1m\n", "Point 0, attempt 1: exited with code 0\n"), await cli.RunAsync("logs", "last", "0"));
        Assert.Equal(
            new(0, "", "Point 0, attempt 1: exited with code 0\nIt wrote nothing to standard error; without --stderr you see its standard output.\n"),
            await cli.RunAsync("logs", "last", "0", "--stderr"));
    }

    [Fact]
    public async Task Without_an_index_it_is_the_first_failed_point()
    {
        await AddAsync();

        Assert.Equal(new(0, "boom\n", "Point 1, attempt 1: exited with code 3\n"), await cli.RunAsync("logs", "last", "--stderr"));
    }

    [Fact]
    public async Task Without_an_index_and_a_failure_it_asks_which()
    {
        var run = await cli.World.AddAsync("lr", 3);

        Assert.Equal(
            new(ExitCode.Usage, "", $"muster: No point of run {run.Id} (lr) failed, so say which one: muster logs {run.Id} INDEX, with an index from 0 to 2.\n"),
            await cli.RunAsync("logs", "lr"));
    }

    [Fact]
    public async Task What_did_not_start_could_not_be_told()
    {
        var run = await AddAsync();

        Assert.Equal(
            new(ExitCode.CouldNotTell, "", $"muster: Point 2 of run {run.Id} (lr) has not started yet; it wrote nothing.\n"),
            await cli.RunAsync("logs", "last", "2"));
    }

    private async Task<BuiltRun> AddAsync()
    {
        var run = await cli.World.AddAsync("lr", 3);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(output: ("hello\u001b[1m\n", "")));
        await run.EndAsync(1, PointState.Failed, run.Attempt(3, output: ("", "boom\n")));
        return run;
    }
}
