using Muster.Cli;
using Muster.Placement;
using Muster.Points;
using Muster.Runs;
using Muster.Sweeps;
using Muster.Testing.Builders;

namespace Muster.Tests.Cli;

public class ResultsCommandTests
{
    private readonly CliRig cli = new();

    [Theory]
    [InlineData("table", "results.txt")]
    [InlineData("json", "results.json")]
    [InlineData("jsonl", "results.jsonl")]
    [InlineData("csv", "results.csv")]
    public async Task Results_are_answered_in_each_format(string format, string snapshot)
    {
        await AddAsync();

        var answer = await cli.RunAsync("results", "last", "--format", format);

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.Matches(snapshot, answer.Out);
    }

    [Fact]
    public async Task The_best_points_are_answered_with_what_was_left_out()
    {
        await AddAsync();

        var answer = await cli.RunAsync("results", "last", "--metric", "ratio", "--best", "min");

        Assert.Equal((0, "Compared 2 points. 1 have no number 'ratio', and 2 did not succeed.\n"), (answer.Code, answer.Error));
        Snapshot.Matches("results-best.txt", answer.Out);
    }

    [Fact]
    public async Task A_misspelt_metric_is_wrong_usage()
    {
        await AddAsync();

        Assert.Equal(
            new(ExitCode.Usage, "", "muster: No point that succeeded has a number 'rato'. Did you mean 'ratio'?\n"),
            await cli.RunAsync("results", "last", "--metric", "rato", "--best", "max"));
        Assert.Equal(
            new(ExitCode.Usage, "", "muster: No point that succeeded has a number 'xyzzy'. The metrics are: ratio, metric.tool, text.\n"),
            await cli.RunAsync("results", "last", "--metric", "xyzzy", "--best", "max"));
    }

    [Fact]
    public async Task Without_metrics_it_says_how_to_write_them()
    {
        await cli.World.AddAsync();

        Assert.Equal(
            new(ExitCode.Usage, "", "muster: No point that succeeded has a number 'loss'. No point wrote a metric: a command writes them as a JSON object to the file that MUSTER_RESULT_FILE names.\n"),
            await cli.RunAsync("results", "last", "--metric", "loss", "--best", "max"));
    }

    [Theory]
    [InlineData("results last --best min", "muster: --best needs --metric NAME: which of the metrics to compare.")]
    [InlineData("results last --metric loss", "muster: --metric loss needs --best min or --best max.")]
    [InlineData("results last --metric loss --best min --path", "muster: --path lists files; it cannot be combined with --metric and --best.")]
    [InlineData("results last --format xml", "muster: --format is 'xml'; it is table, json, jsonl or csv. See 'muster results --help'.")]
    public async Task Options_that_do_not_go_together_say_so(string line, string message)
    {
        await AddAsync();

        Assert.Equal(new(ExitCode.Usage, "", $"{message}\n"), await cli.RunAsync(line.Split(' ')));
    }

    [Fact]
    public async Task Results_that_are_gone_make_the_answer_incomplete()
    {
        var run = await AddAsync();
        await run.SetAsync(3, new() { State = PointState.Succeeded, Attempts = [run.Attempt() with { Result = "gone" }] });

        var answer = await cli.RunAsync("results", "last", "--format", "jsonl");

        Assert.Equal(
            (ExitCode.CouldNotTell, "muster: The results of 1 points could not be read. Point 3: The output gone is not there any more.\n"),
            (answer.Code, answer.Error));
        Assert.Equal(5, answer.Out.Split('\n').Length - 1);
    }

    [Fact]
    public async Task A_limit_tells_that_there_is_more()
    {
        await AddAsync();

        var answer = await cli.RunAsync("results", "last", "--format", "jsonl", "--limit", "2");

        Assert.Equal(2, answer.Out.Split('\n').Length - 1);
        Assert.Equal("There are more points; these are the first 2. See --limit, or --format csv for all.\n", answer.Error);
    }

    [Fact]
    public async Task Result_files_are_listed()
    {
        var run = await cli.World.AddAsync(new() { Name = "s", Command = "true", Grid = [new("x", [new("1"), new("2")])], ResultPaths = ["*.txt"] }, []);
        cli.World.Outputs.KeepFiles(run.Id, 1, "/points/1/a.txt", "/points/1/b, c.txt");

        Assert.Equal(new(0, "/points/1/a.txt\n/points/1/b, c.txt\n", ""), await cli.RunAsync("results", "last", "--path"));
        Assert.Equal(new(0, "index,path\n1,/points/1/a.txt\n1,\"/points/1/b, c.txt\"\n", ""), await cli.RunAsync("results", "last", "--path", "--format", "csv"));
        Assert.Equal(
            new(0, "{\"index\":1,\"path\":\"/points/1/a.txt\"}\n{\"index\":1,\"path\":\"/points/1/b, c.txt\"}\n", ""),
            await cli.RunAsync("results", "last", "--path", "--format", "jsonl"));
    }

    [Fact]
    public async Task A_sweep_without_result_files_says_so()
    {
        await cli.World.AddAsync();

        Assert.Equal(new(0, "", "The sweep names no result files: its file has no results.paths.\n"), await cli.RunAsync("results", "last", "--path"));
    }

    /// <summary>Points of tools: two with a ratio, one with a text as ratio, one that failed, one that waits.</summary>
    private async Task<BuiltRun> AddAsync()
    {
        string[] tools = ["gzip", "xz, \"best\"", "007", "bzip2", "lz4"];
        var run = await cli.World.AddAsync(
            new() { Name = "compression", Command = "true" },
            [.. tools.Select(tool => new Row([new("tool", ParameterValue.FromText(tool))], PlacementSpec.Anywhere))]);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(result: """{"ratio":0.5,"tool":"gzip 1.12"}"""));
        await run.EndAsync(1, PointState.Succeeded, run.Attempt(result: """{"ratio":0.25,"text":"ä\n"}"""));
        await run.EndAsync(2, PointState.Succeeded, run.Attempt(result: """{"ratio":"none"}"""));
        await run.EndAsync(4, PointState.Failed, run.Attempt(1));
        await run.ClaimAsync(3);
        return run;
    }
}
