using Muster.Points;
using Muster.Runs;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

/// <summary>What another machine goes on with: it shares nothing with the first but the store on AWS.</summary>
public sealed class OtherMachineScenarios(DynamoServer dynamo, S3Server s3)
{
    private const string Graph = """
        queue_name: moving
        jobs:
        - {job_id: first, command: 'echo first >> "$SCENARIO/ran"; mkdir -p out/deep; echo 17 > out/deep/number; chmod 755 out/deep/number', result_paths: ["out/**"]}
        - job_id: second
          depends_on: [first]
          command: |
            echo "second $JOB_ATTEMPT" >> "$SCENARIO/ran"
            cp "$MUSTER_RESULTS_FIRST/out/deep/number" . && test -x number || exit 4
            if [ -e "$MUSTER_CHECKPOINT_DIR/step" ]; then cat "$MUSTER_CHECKPOINT_DIR/step" >> "$SCENARIO/resumed"; exit 0; fi
            trap 'echo half > "$MUSTER_CHECKPOINT_DIR/step"; exit 3' TERM
            echo >> "$SCENARIO/waiting"
            while [ ! -e "$SCENARIO/go" ]; do sleep 0.02; done
        - {job_id: third, command: 'echo third >> "$SCENARIO/ran"', depends_on: [second]}
        """;

    [Fact]
    public async Task A_graph_that_was_interrupted_goes_on_elsewhere_with_results_and_checkpoints()
    {
        await using var scenario = await SubmittedAsync();
        using (var agent = scenario.Start("agent", "--once"))
        {
            await scenario.LinesAsync("waiting", 1);
            agent.Signal(Muster.Agent.Processes.Signals.NumberOf("TERM"));
            Assert.Equal(130, (await agent.EndAsync()).Code);
        }

        await GoOnElsewhereAsync(scenario);

        Assert.Equal(["first", "second 1", "second 2", "third"], scenario.Lines("ran"));
        Assert.Equal(["half"], scenario.Lines("resumed"));
        var attempts = (await scenario.PointsAsync(await scenario.RunRecordAsync())).Single().Entry.Attempts;
        Assert.Equal([AttemptEnd.Interrupted, AttemptEnd.Exited], attempts.Select(attempt => attempt.End));
    }

    [Fact]
    public async Task A_graph_whose_machine_is_lost_goes_on_elsewhere_after_the_lease()
    {
        await using var scenario = await SubmittedAsync();
        using (var agent = scenario.Start("agent", "--once"))
        {
            await scenario.LinesAsync("waiting", 1);
            await scenario.UntilAsync("a state in the store that has the first job", async () =>
                (await scenario.PointsAsync(await scenario.RunRecordAsync())).SingleOrDefault()?.Entry.Graph is not null);
            await agent.KillAsync();
        }

        scenario.Write("go", "");
        await GoOnElsewhereAsync(scenario);

        Assert.Equal(1, scenario.Lines("ran").Count(line => line == "first"));
        Assert.Equal("third", scenario.Lines("ran")[^1]);
    }

    private async Task<Scenario> SubmittedAsync()
    {
        var scenario = await ScenarioStore.OnAws(dynamo, s3).NewAsync();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("moving.yaml", Graph), "--no-engine")).Code);
        return scenario;
    }

    /// <summary>Another directory for all that is on a machine is another machine.</summary>
    private static async Task GoOnElsewhereAsync(Scenario scenario)
    {
        scenario.Environment["XDG_DATA_HOME"] = scenario.At("elsewhere");
        Assert.Equal(0, (await scenario.Start("agent", "--once").EndAsync()).Code);
        Assert.Equal(RunState.Complete, (await scenario.RunRecordAsync()).State);
        await scenario.AssertNothingLeftAsync();
    }
}
