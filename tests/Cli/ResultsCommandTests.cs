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
            new(ExitCode.Usage, "", "muster: No point that succeeded has a number 'xyzzy'. The metrics that are numbers: ratio.\n"),
            await cli.RunAsync("results", "last", "--metric", "xyzzy", "--best", "max"));
    }

    [Fact]
    public async Task Only_numbers_are_offered_as_metrics()
    {
        var run = await cli.World.AddAsync(points: 2);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(result: """{"loss":0.5,"note":"ok","list":[1]}"""));
        await run.EndAsync(1, PointState.Failed, run.Attempt(1, result: """{"notes":3}"""));

        foreach (var metric in new[] { "nope", "note" })
        {
            Assert.Equal(
                new(ExitCode.Usage, "", $"muster: No point that succeeded has a number '{metric}'. The metrics that are numbers: loss.\n"),
                await cli.RunAsync("results", "last", "--metric", metric, "--best", "min"));
        }
    }

    [Fact]
    public async Task Without_numbers_it_names_the_metrics_that_are_none()
    {
        var run = await cli.World.AddAsync(points: 1);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Succeeded, run.Attempt(result: """{"note":"ok"}"""));

        Assert.Equal(
            new(ExitCode.Usage, "", "muster: No point that succeeded has a number 'nope'. None of the metrics is a number: note.\n"),
            await cli.RunAsync("results", "last", "--metric", "nope", "--best", "min"));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    [InlineData("csv")]
    public async Task A_point_that_a_signal_ended_names_it(string format)
    {
        var run = await cli.World.AddAsync(points: 1);
        await run.StartAsync();
        await run.EndAsync(0, PointState.Failed, run.Attempt() with { End = AttemptEnd.Signalled, ExitCode = null, Signal = 9 });

        var answer = await cli.RunAsync("results", "last", "--format", format);

        Assert.Contains(format == "csv" ? "state,exit_code,signal,attempts,started_at" : "\"exit_code\":null,\"signal\":9,\"attempts\":1,", answer.Out, StringComparison.Ordinal);
        Assert.True(format != "csv" || answer.Out.Contains("0,0,failed,,9,1,", StringComparison.Ordinal), answer.Out);
    }

    [Fact]
    public async Task Result_files_that_could_not_be_read_are_told_beside_the_answer()
    {
        var run = await cli.World.AddAsync(points: 14);
        await run.StartAsync();
        for (var point = 0; point < 14; point++)
            await run.EndAsync(point, PointState.Succeeded, point == 1 ? run.Attempt(result: """{"loss":1}""") : Bad(run));
        await run.ReportAsync(RunState.Complete);
        var told = $"13 result files could not be read: points 0, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 3 more; see: muster why {run.Id} 0\n";

        Assert.Equal((0, told), await ErrorAsync("results", "last"));
        Assert.Equal((0, told), await ErrorAsync("results", "last", "--format", "csv"));
        Assert.Equal((0, told), await ErrorAsync("results", "last", "--metric", "loss", "--best", "min", "0-13"), (expected, actual) => expected.Item1 == actual.Item1 && actual.Item2.EndsWith(expected.Item2, StringComparison.Ordinal));
        Assert.Equal((0, $"1 result file could not be read: point 3; see: muster why {run.Id} 3\n"), await ErrorAsync("results", "last", "1,3"));
        Assert.Equal((0, $"Complete: 14 succeeded, 0 failed in 0.0s.\n{told}"), await ErrorAsync("wait", "last"));
        Assert.Equal($"  {told}", (await cli.RunAsync("why", "last")).Out.Split('\n', 3)[2]);
        Assert.Contains("exited with code 0 (result file /x: it holds an array).", (await cli.RunAsync("why", "last", "0")).Out, StringComparison.Ordinal);
        Assert.Contains($"\n  results   {told}", (await cli.RunAsync("status", "last")).Out, StringComparison.Ordinal);

        async Task<(int, string)> ErrorAsync(params string[] words)
        {
            var answer = await cli.RunAsync(words);
            return (answer.Code, answer.Error);
        }
    }

    private static AttemptRecord Bad(BuiltRun run) => run.Attempt() with { Note = "result file /x: it holds an array" };

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
            (ExitCode.CouldNotTell, "muster: The results of 1 point could not be read. Point 3: The output gone is not there any more.\n"),
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
