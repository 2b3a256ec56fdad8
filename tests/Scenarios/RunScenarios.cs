using Muster.Agent.Processes;
using Muster.Points;
using Muster.Runs;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

/// <summary>Commands that are run without a file.</summary>
public abstract class RunScenarios(ScenarioStore store)
{
    /// <summary>Values that a shell would do something with. None of them may.</summary>
    private static readonly string[] s_hostile = ["two words", "it's \"quoted\"", "$(touch pwned)", "`touch pwned`", "; touch pwned", "*", "-n", "{x}", "back\\slash", "ünï"];

    [Fact]
    public async Task Each_argument_is_one_whatever_a_value_holds_and_no_shell_reads_it()
    {
        await using var scenario = await NewAsync();
        var rows = s_hostile.Append("two\nlines").Append("").Select(value => System.Text.Json.JsonSerializer.Serialize(new { value }));
        var answer = await scenario.PipeAsync(
            string.Join('\n', rows), "run", "--from", "-", "--cpus", "0.5", "--", "bash", "-c", """printf '%s\0' "$#" "$@" > "args.$SWEEP_INDEX" """, "bash", "{value}", "--x={value}", "{{value}}");

        Assert.Equal(0, answer.Code);
        foreach (var (value, index) in s_hostile.Append("two\nlines").Append("").Select((value, index) => (value, index)))
            Assert.Equal($"3\0{value}\0--x={value}\0{{value}}\0", File.ReadAllText(scenario.At($"args.{index}")));
        Assert.False(File.Exists(scenario.At("pwned")));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Files_of_any_name_come_by_a_pipe_as_lines()
    {
        await using var scenario = await NewAsync();
        var names = s_hostile.Where(name => name != "-n").ToArray();
        foreach (var name in names)
            scenario.Write($"./{name}", $"this is {name}");
        var answer = await scenario.PipeAsync(string.Concat(names.Select(name => $"{name}\n")), "run", "--from", "-", "--from-format", "lines", "--", "cat", "{value}");

        Assert.Equal(0, answer.Code);
        foreach (var (name, index) in names.Select((name, index) => (name, index)))
            Assert.Equal($"this is {name}\n", (await scenario.RunAsync("logs", "cat", $"{index}")).Out);
        Assert.False(File.Exists(scenario.At("pwned")));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_table_comes_by_a_pipe_and_every_command_knows_its_points()
    {
        await using var scenario = await NewAsync();
        var answer = await scenario.PipeAsync("name,lr\n\"a, b\",0.1\nc,\n", "run", "--from", "-", "--name", "table", "--", "bash", "-c", "echo \"$PARAM_name\"; echo \"$1\"", "-", "{lr}");

        Assert.Equal(0, answer.Code);
        Assert.Equal("a, b\n0.1\n", (await scenario.RunAsync("logs", "table", "0")).Out);
        Assert.Equal("c\n\n", (await scenario.RunAsync("logs", "table", "1")).Out);
        Assert.StartsWith("index,name,lr,state,", (await scenario.RunAsync("results", "table", "--format", "csv")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await scenario.RunAsync("status", "table", "--check-complete")).Code);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Points_start_where_the_command_was_given_and_still_have_a_directory_of_their_own()
    {
        await using var scenario = await NewAsync();
        var tool = scenario.Write("tool", "pwd -P; cat; echo x > \"$MUSTER_POINT_DIR/kept.txt\"; echo \"$EXTRA $1\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var answer = await scenario.RunAsync("run", "--grid", "x=1..2", "--env", "EXTRA=a=b", "--results", "*.txt", "--", "./tool", "{index}/{x}");

        Assert.Equal(0, answer.Code);
        Assert.Equal($"{scenario.StartsIn}\na=b 1/2\n", (await scenario.RunAsync("logs", "tool", "1")).Out);
        Assert.Equal(2, (await scenario.RunAsync("results", "tool", "--path")).Out.Split("kept.txt").Length - 1);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task What_is_shown_at_the_end_says_where_the_rest_and_the_output_are()
    {
        await using var scenario = await NewAsync();
        var answer = await scenario.RunAsync("run", "--grid", "x=1..21", "--", "echo", "{x}");

        var run = (await scenario.RunRecordAsync()).Id;
        Assert.Equal((0, 22), (answer.Code, answer.Out.Split('\n').Length)); // a line of names, 20 rows, and nothing after the last line's end
        Assert.Contains($"\nThere are more points; these are the first 20. All of them: muster results {run}\n", answer.Error, StringComparison.Ordinal);
        Assert.EndsWith($"\nOutput: muster logs {run} 0-19\n", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("No engine", answer.Error, StringComparison.Ordinal);
        Assert.Equal(20, (await scenario.RunAsync("logs", run.Value, "0-19")).Out.TrimEnd('\n').Split('\n').Length);

        Assert.EndsWith($" in 0.0s.\n", WithoutTime((await scenario.RunAsync("run", "--", "true")).Error), StringComparison.Ordinal);
        var metrics = await scenario.RunAsync("run", "--", "bash", "-c", "echo x; echo '{\"a\": 1}' > \"$MUSTER_RESULT_FILE\"");
        Assert.DoesNotContain("Output:", metrics.Error, StringComparison.Ordinal);
        await scenario.AssertNothingLeftAsync();

        static string WithoutTime(string text) => System.Text.RegularExpressions.Regex.Replace(text, "in [0-9.]+s", "in 0.0s", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_exit_code_is_that_of_a_submission()
    {
        await using var scenario = await NewAsync();
        var failed = await scenario.RunAsync("run", "--grid", "code=0,7", "--", "bash", "-c", "exit $0", "{code}");
        Assert.Equal(1, failed.Code);
        Assert.Equal([0, 7], (await scenario.PointsAsync()).Select(point => point.Entry.Last!.ExitCode));

        Assert.Equal(64, (await scenario.RunAsync("run", "--", "no-such-program")).Code);
        Assert.Equal(64, (await scenario.PipeAsync("", "run", "--from", "-", "--", "true")).Code);

        using var waits = scenario.Start("run", "--name", "gated", "--wait-timeout", "100ms", "--", "bash", "-c", "until [ -e open ]; do sleep 0.01; done");
        await scenario.UntilAsync("the end of its patience", () => waits.Error.Contains("Time is up", StringComparison.Ordinal));
        scenario.Write("open", ""); // a point that has begun is let finish before it exits
        Assert.Equal(124, (await waits.EndAsync()).Code);
        Assert.Equal(0, (await scenario.RunAsync("wait", "gated")).Code);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Ctrl_C_is_heard_and_the_same_token_goes_on()
    {
        await using var scenario = await NewAsync();
        string[] words = ["run", "--grid", "x=1..3", "--max-concurrent", "1", "--client-token", "t", "--", "bash", "-c", "echo >> started; until [ -e open ]; do sleep 0.01; done"];
        using var first = scenario.Start(words);
        await scenario.LinesAsync("started", 1);
        first.Signal(Signals.NumberOf("INT"));
        await scenario.UntilAsync("the answer to Ctrl-C", () => first.Error.Contains("Letting running points finish", StringComparison.Ordinal));
        scenario.Write("open", "");

        Assert.Equal(130, (await first.EndAsync()).Code);
        Assert.Equal(0, (await scenario.RunAsync(words)).Code);
        Assert.Equal((RunState.Complete, 3), ((await scenario.RunRecordAsync()).State, scenario.Lines("started").Count));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_detached_run_goes_on_without_its_pipe()
    {
        await using var scenario = await NewAsync();
        var answer = await scenario.PipeAsync("a\nb\n", "run", "--from", "-", "--detach", "--", "bash", "-c", "cat; echo \"$1\" >> done", "-", "{value}");

        var run = await scenario.RunRecordAsync();
        Assert.Equal((0, $"{run.Id}\n"), (answer.Code, answer.Out));
        Assert.Equal(0, (await scenario.RunAsync("wait", "last")).Code);
        Assert.Equal(["a", "b"], scenario.Lines("done").Order());
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_program_that_is_gone_fails_its_point_and_says_so()
    {
        await using var scenario = await NewAsync();
        var answer = await scenario.RunAsync("run", "--grid", "tool=true,no-such-program", "--", "{tool}");

        Assert.Equal(1, answer.Code);
        var points = await scenario.PointsAsync();
        Assert.Equal([(PointState.Succeeded, AttemptEnd.Exited), (PointState.Failed, AttemptEnd.NotStarted)], points.Select(point => (point.Entry.State, point.Entry.Last!.End)));
        Assert.StartsWith("cannot run no-such-program: no folder of PATH has such a program; ", points[1].Entry.Last!.Note, StringComparison.Ordinal);
        Assert.Contains("could not be started (cannot run no-such-program: ", (await scenario.RunAsync("why", "last", "1")).Out, StringComparison.Ordinal);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_directory_that_is_gone_fails_the_points_instead_of_keeping_them_waiting()
    {
        await using var scenario = await NewAsync();
        scenario.StartsIn = Directory.CreateDirectory(scenario.At("short-lived")).FullName;
        var answer = await scenario.RunAsync("run", "--max-concurrent", "1", "--grid", "x=1..3", "--", "bash", "-c", "rm -rf ../short-lived");

        Assert.Equal(1, answer.Code);
        Assert.Equal(
            [null, .. Enumerable.Repeat($"cannot run in directory {scenario.StartsIn}: there is no such directory; create it, or allow this user to enter it", 2)],
            (await scenario.PointsAsync()).Select(point => point.Entry.Last!.Note));
        await scenario.AssertNothingLeftAsync();
    }

    private async Task<Scenario> NewAsync()
    {
        var scenario = await store.NewAsync();
        scenario.StartsIn = scenario.At("").TrimEnd('/');
        return scenario;
    }
}

public sealed class LocalRunScenarios() : RunScenarios(ScenarioStore.Local);

public sealed class AwsRunScenarios(DynamoServer dynamo, S3Server s3) : RunScenarios(ScenarioStore.OnAws(dynamo, s3));
