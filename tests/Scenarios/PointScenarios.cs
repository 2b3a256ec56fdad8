using Muster.Points;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

public abstract class PointScenarios(ScenarioStore store)
{
    [Fact]
    public async Task Point_gets_exactly_the_promised_variables_and_its_result_is_kept()
    {
        await using var scenario = await store.NewAsync();
        var work = Directory.CreateDirectory(scenario.At("work folder")).FullName;
        var answer = await scenario.RunAsync("submit", scenario.Write("variables.yaml", """
            name: variables
            workdir: work folder
            timeout: 1h
            resources: {cpus: 0.25}
            env: {EXTRA: "a b"}
            command: |
              pwd > where
              env -0 | grep -zE '^(PARAM_|SWEEP_|MUSTER_|SLURM_|EXTRA=)' | sort -z > variables
              echo '{"loss": 1e-4, "kept": "yes"}' > "$MUSTER_RESULT_FILE"
            params:
            - {n: 007, batch-size: 1e-4, text: "$(false) 'x' \"y\"", list: [1, "b"], empty: null}
            """));
        Assert.Equal(0, answer.Code);

        var run = await scenario.RunRecordAsync();
        var attempt = Assert.Single(Assert.Single(await scenario.PointsAsync(run)).Entry.Attempts);
        var home = Path.Join(scenario.Store.Points, run.Id.Value, "points", "0", "0");
        var variables = File.ReadAllText(Path.Join(home, "variables")).TrimEnd('\0').Split('\0').Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(home, File.ReadAllText(Path.Join(home, "where")).TrimEnd('\n'));
        Assert.True(variables.Remove("MUSTER_RESULT_FILE", out var result));
        Assert.True(variables.Remove("MUSTER_DEADLINE", out var deadline));
        foreach (var (name, _) in scenario.Environment.Where(given => given.Key.StartsWith("MUSTER_", StringComparison.Ordinal) && given.Key != "MUSTER_TEST_SCENARIO"))
            variables.Remove(name); // whoever runs the engine gave it
        Assert.StartsWith(scenario.Store.Points, result, StringComparison.Ordinal);
        Assert.InRange(long.Parse(deadline!) - attempt.StartedAt.AddHours(1).ToUnixTimeSeconds(), -1, 1);
        Assert.Equal(
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["EXTRA"] = "a b",
                ["MUSTER_ATTEMPT"] = "1",
                ["MUSTER_ENGINE_OF"] = scenario.Store.Points,
                ["MUSTER_POINT_DIR"] = home,
                ["MUSTER_TEST_SCENARIO"] = scenario.At(""),
                ["MUSTER_WORKDIR"] = work,
                ["PARAM_batch_size"] = "1e-4",
                ["PARAM_empty"] = "",
                ["PARAM_list"] = "[1,\"b\"]",
                ["PARAM_n"] = "007",
                ["PARAM_text"] = "$(false) 'x' \"y\"",
                ["SLURM_ARRAY_TASK_ID"] = "0",
                ["SLURM_CPUS_PER_TASK"] = "1",
                ["SWEEP_ID"] = run.Id.Value,
                ["SWEEP_INDEX"] = "0",
                ["SWEEP_NAME"] = "variables",
                ["SWEEP_SIZE"] = "1",
            },
            new SortedDictionary<string, string>(variables, StringComparer.Ordinal));
        using var opened = scenario.OpenStore();
        Assert.Equal("""{"loss":1e-4,"kept":"yes"}""", await opened.Ports.Outputs.ReadResultAsync(run.Id, attempt, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(result));
    }

    [Fact]
    public async Task Setup_runs_once_per_worker_before_its_first_point()
    {
        await using var scenario = await store.NewAsync();
        var answer = await scenario.RunAsync("submit", scenario.Write("setup.yaml", """
            setup: sleep 0.1; echo setup >> "$SCENARIO/log"
            command: echo point >> "$SCENARIO/log"
            resources: {cpus: 0.25}
            grid: {x: [1, 2, 3, 4, 5, 6, 7, 8]}
            """));

        Assert.Equal(0, answer.Code);
        Assert.Equal(["setup", .. Enumerable.Repeat("point", 8)], scenario.Lines("log"));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Setup_that_fails_fails_the_points_and_says_why()
    {
        await using var scenario = await store.NewAsync();
        var answer = await scenario.RunAsync("submit", scenario.Write("setup.yaml", """
            setup: echo setup >> "$SCENARIO/log"; echo no such module; echo sorry >&2; exit 9
            command: echo point >> "$SCENARIO/log"
            grid: {x: [1, 2]}
            """));

        Assert.Equal(1, answer.Code);
        Assert.Equal(["setup", "setup", "setup"], scenario.Lines("log"));
        Assert.All(await scenario.PointsAsync(), point =>
        {
            Assert.Equal((PointState.Failed, AttemptEnd.NotStarted), (point.Entry.State, point.Entry.Last!.End));
            Assert.StartsWith("The setup failed 3 times, last with exit code 9; see ", point.Entry.Last.Note, StringComparison.Ordinal);
        });
        Assert.EndsWith("\n  The last lines that the setup wrote:\n    no such module\n    sorry\n", (await scenario.RunAsync("why", "last")).Out, StringComparison.Ordinal);
        Assert.Equal("no such module\nsorry\n", (await scenario.RunAsync("logs", "last", "1")).Out);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Timeout_signals_early_and_ends_the_whole_group()
    {
        await using var scenario = await store.NewAsync();
        var answer = await scenario.RunAsync("submit", scenario.Write("timeout.yaml", """
            command: |
              trap 'echo early >> "$SCENARIO/signals"' USR1
              trap 'echo asked >> "$SCENARIO/signals"; exit 0' TERM
              (bash -c 'trap "" USR1; sleep 1000 & echo $! >> "$SCENARIO/grandchildren"; wait') &
              while true; do sleep 0.05; done
            timeout: 3s
            signal: USR1@1s
            grid: {x: [1]}
            """));

        Assert.Equal(1, answer.Code);
        await scenario.AssertNothingLeftAsync();
        Assert.Single(scenario.Lines("grandchildren"));
        Assert.Equal(["early", "asked"], scenario.Lines("signals"));
        var attempt = Assert.Single(Assert.Single(await scenario.PointsAsync()).Entry.Attempts);
        Assert.Equal(AttemptEnd.TimedOut, attempt.End);
        Assert.True(attempt.Elapsed >= TimeSpan.FromSeconds(3), $"It ended after {attempt.Elapsed}.");
    }

    [Fact]
    public async Task Points_that_run_together_get_different_gpus()
    {
        await using var scenario = await store.NewAsync();
        scenario.Environment["CUDA_VISIBLE_DEVICES"] = "7,9";
        var answer = await scenario.RunAsync("submit", scenario.Write("gpus.yaml", """
            command: |
              echo "$CUDA_VISIBLE_DEVICES" >> "$SCENARIO/gpus"
              until [ "$(wc -l < "$SCENARIO/gpus")" -ge 2 ]; do sleep 0.01; done
            resources: {cpus: 0.25, gpus: 1}
            grid: {x: [1, 2, 3, 4]}
            """));

        Assert.Equal(0, answer.Code);
        Assert.Equal(4, scenario.Lines("gpus").Count);
        Assert.Equal(["7", "9"], scenario.Lines("gpus").Take(2).Order());
        Assert.Subset(new HashSet<string> { "7", "9" }, scenario.Lines("gpus").ToHashSet());
        await scenario.AssertNothingLeftAsync();
    }
}

public sealed class LocalPointScenarios() : PointScenarios(ScenarioStore.Local);

public sealed class AwsPointScenarios(DynamoServer dynamo, S3Server s3) : PointScenarios(ScenarioStore.OnAws(dynamo, s3));
