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

    [Theory]
    [InlineData("a\nb\n", "2 lines")]
    [InlineData("a\nb", "2 lines")]
    [InlineData("a", "1 line")]
    public async Task That_there_is_more_on_standard_error_is_told(string error, string told)
    {
        var run = await cli.World.AddAsync("lr", 1);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Failed, run.Attempt(1, output: ("out\n", error)));

        Assert.Equal(new(0, "out\n", $"Point 0, attempt 1: exited with code 1\nStandard error has {told}: --stderr\n"), await cli.RunAsync("logs", "last"));
        Assert.Equal(new(0, error, "Point 0, attempt 1: exited with code 1\n"), await cli.RunAsync("logs", "last", "--stderr"));
    }

    [Theory]
    [InlineData()]
    [InlineData("--stderr")]
    public async Task What_wrote_nothing_at_all_is_not_looked_for_in_a_circle(params string[] options)
    {
        var run = await cli.World.AddAsync("lr", 1);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt());

        Assert.Equal(
            new(0, "", "Point 0, attempt 1: exited with code 0\nIt wrote nothing, neither to standard output nor to standard error.\n"),
            await cli.RunAsync(["logs", "last", .. options]));
    }

    [Fact]
    public async Task What_a_setup_that_failed_wrote_is_shown_and_called_its()
    {
        var run = await cli.World.AddAsync("lr", 1);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Failed, run.Attempt(output: ("no such module\n", "")) with { End = AttemptEnd.NotStarted, ExitCode = null, Note = "The setup failed 3 times." });

        Assert.Equal("no such module\n", (await cli.RunAsync("logs", "last")).Out);
        foreach (var words in new string[][] { ["why", "last"], ["why", "last", "0"] })
            Assert.EndsWith("  The last lines that the setup wrote:\n    no such module\n", (await cli.RunAsync(words)).Out, StringComparison.Ordinal);
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
