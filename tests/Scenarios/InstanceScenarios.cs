using Muster.Points;
using Muster.Runs;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

/// <summary>Agents on instances that a platform launched: each the one worker of its intent, none of them coordinates.</summary>
public sealed class InstanceScenarios(DynamoServer dynamo, S3Server s3)
{
    [Fact]
    public async Task Two_instances_run_a_sweep_and_end_with_it()
    {
        await using var scenario = await ScenarioStore.OnAws(dynamo, s3).NewAsync();
        await using var platform = await PlatformAsync(scenario, 2, """
            name: launched
            command: echo "$SWEEP_INDEX" >> "$SCENARIO/done"
            grid: {x: [1, 2, 3, 4, 5, 6, 7, 8]}
            """);
        platform.Begin();
        await platform.OverAsync();

        var run = await scenario.RunRecordAsync();
        Assert.Equal((RunState.Complete, new PointCounts(8, 0, 0)), (run.State, run.Counts));
        Assert.Equal(Enumerable.Range(0, 8), scenario.Lines("done").Select(int.Parse).Order());
        Assert.InRange(platform.Instances.Count, 1, 2);
        foreach (var instance in platform.Instances)
        {
            var end = await instance.Agent.EndAsync();
            Assert.Equal(0, end.Code);
            Assert.Contains($" on {instance.Identity.Id}, in {scenario.Address}.", end.Error, StringComparison.Ordinal);
            Assert.Contains($"asks to terminate its machine {instance.Identity.Id}. The worker ", end.Error, StringComparison.Ordinal);
        }

        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task An_instance_that_is_taken_back_gives_its_point_back_and_the_next_one_runs_it()
    {
        await using var scenario = await ScenarioStore.OnAws(dynamo, s3).NewAsync();
        await using var platform = await PlatformAsync(scenario, 1, """
            name: interrupted
            command: |
              echo started >> "$SCENARIO/started"
              if [ -e "$SCENARIO/half" ]; then exit 0; fi
              trap 'echo half > "$SCENARIO/half"; exit 3' TERM
              while :; do sleep 0.02; done
            grid: {x: [1]}
            """);
        platform.Begin();
        await scenario.LinesAsync("started", 1);
        var first = Assert.Single(platform.Instances);
        first.Metadata.Say(new("terminate", TimeProvider.System.GetUtcNow().AddSeconds(20)), null);
        Assert.Equal(130, (await first.Agent.EndAsync()).Code);
        await platform.OverAsync();

        Assert.Equal(RunState.Complete, (await scenario.RunRecordAsync()).State);
        var attempts = (await scenario.PointsAsync()).Single().Entry.Attempts;
        Assert.Equal([AttemptEnd.Interrupted, AttemptEnd.Exited], attempts.Select(attempt => attempt.End));
        Assert.Equal(2, platform.Instances.Count);
        Assert.Equal(0, (await platform.Instances[1].Agent.EndAsync()).Code);
    }

    [Fact]
    public async Task A_killed_agent_that_is_started_again_on_its_machine_has_no_place_any_more()
    {
        await using var scenario = await ScenarioStore.OnAws(dynamo, s3).NewAsync();
        await using var platform = await PlatformAsync(scenario, 1, """
            name: killed
            command: echo started >> "$SCENARIO/started"; while [ ! -e "$SCENARIO/go" ]; do sleep 0.02; done
            grid: {x: [1]}
            """);
        platform.Begin();
        await scenario.LinesAsync("started", 1);
        var first = Assert.Single(platform.Instances);
        await first.Agent.KillAsync();
        var again = scenario.StartWith(
            new Dictionary<string, string?> { ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = first.Metadata.Address.ToString(), ["XDG_DATA_HOME"] = scenario.At("again") }, "agent", "instance");
        await scenario.UntilAsync("that it looks for its place", () => again.Error.Contains(" looks for its place in the run ", StringComparison.Ordinal));
        again.Signal(Muster.Agent.Processes.Signals.NumberOf("TERM")); // nobody waits for it: it looks once more, and ends

        var end = await again.EndAsync();

        Assert.Equal(1, end.Code);
        Assert.Contains($"The instance {first.Identity.Id} has no place in the run ", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_instance_leaves_is_read_where_its_disk_is_not()
    {
        await using var scenario = await ScenarioStore.OnAws(dynamo, s3).NewAsync();
        await using var platform = await PlatformAsync(scenario, 1, """
            name: read
            command: |
              echo "first $SWEEP_INDEX"; echo '{"loss": 0.5}' > "$MUSTER_RESULT_FILE"; echo kept > kept.txt; echo started >> "$SCENARIO/started"
              while [ ! -e "$SCENARIO/go" ]; do sleep 0.05; done
              echo last; echo problem >&2
            grid: {x: [1]}
            results: {paths: ["*.txt"]}
            """);
        platform.Begin();
        await scenario.LinesAsync("started", 1);
        using var follower = scenario.Start("logs", "last", "0", "--follow");
        await scenario.UntilAsync("the first line elsewhere", () => follower.Out == "first 0\n");
        scenario.Write("go", "");
        await platform.OverAsync();

        Assert.Equal(0, (await follower.EndAsync()).Code);
        Assert.Equal("first 0\nlast\n", follower.Out);
        Directory.Delete(scenario.At("disk-i-0001"), recursive: true);
        Assert.Equal("first 0\nlast\n", (await scenario.RunAsync("logs", "last", "0")).Out);
        Assert.Equal("problem\n", (await scenario.RunAsync("logs", "last", "0", "--stderr")).Out);
        Assert.Contains("0.5", (await scenario.RunAsync("results", "last")).Out, StringComparison.Ordinal);
        Assert.Contains("/files/1-0-1/kept.txt", (await scenario.RunAsync("results", "last", "--path")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_no_platform_launched_is_told_so()
    {
        await using var scenario = await ScenarioStore.OnAws(dynamo, s3).NewAsync();
        using var service = new ImdsStandIn(new("i-0abc", "111122223333", "eu-west-1", "eu-west-1a", TimeProvider.System.GetUtcNow()));

        var end = await scenario.StartWith(new Dictionary<string, string?> { ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = service.Address.ToString() }, "agent", "instance").EndAsync();

        Assert.Equal(
            (3, "muster: The instance i-0abc has no tag muster:deployment, so it was not launched by a platform of Muster. To serve a store from any machine: muster agent --store STORE\n"),
            (end.Code, end.Error));
    }

    private static async Task<PlatformStandIn> PlatformAsync(Scenario scenario, int instances, string sweep)
    {
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("sweep.yaml", sweep), "--no-engine")).Code);
        return new(scenario, scenario.OpenStore().Ports, await scenario.RunRecordAsync()) { MostInstances = instances };
    }
}
