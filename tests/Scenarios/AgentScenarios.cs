using System.Text.Json;
using Muster.Points;
using Muster.Runs;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

public abstract class AgentScenarios(ScenarioStore store)
{
    private const int Agents = 4;
    private const int Kills = 12;
    private const int Points = 24;
    private const int Seed = 20_260_402;
    private static readonly string[] s_jobs = ["first", "left", "right", "last"];

    private static readonly string s_graphs = $$"""
        name: graphs
        jobs:
        - {job_id: first, command: '{{Step("first")}}; echo "$SWEEP_INDEX" > own.txt', result_paths: [own.txt]}
        - {job_id: left, command: '{{Step("left")}}', depends_on: [first]}
        - {job_id: right, command: '{{Step("right")}}', depends_on: [first]}
        - {job_id: last, command: '{{Step("last")}}; test "$(cat "$MUSTER_RESULTS_FIRST/own.txt")" = "$SWEEP_INDEX"', depends_on: [first, left, right]}
        grid: {x: [{{string.Join(", ", Enumerable.Range(0, Points))}}]}
        """;

    private static string Step(string job) => $"echo $SWEEP_INDEX >> \"$SCENARIO/{job}.started\"; sleep 0.05; echo $SWEEP_INDEX >> \"$SCENARIO/{job}.done\"";

    [Fact]
    public async Task Four_agents_killed_at_random_finish_a_sweep_of_graphs()
    {
        await using var scenario = await store.NewAsync();
        await SubmitAsync(scenario, s_graphs);
#pragma warning disable RS0030 // seeded
        var chance = new Random(Seed);
#pragma warning restore RS0030
        var agents = Enumerable.Range(0, Agents).Select(_ => Agent(scenario)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = Started(scenario);
            await scenario.UntilAsync($"more jobs before kill {kill + 1}", () => Started(scenario) >= before + chance.Next(1, 6));
            var victim = chance.Next(Agents);
            await agents[victim].KillAsync();
            agents[victim] = Agent(scenario);
        }

        foreach (var agent in agents)
            Assert.Equal(0, (await agent.EndAsync()).Code);
        var run = await scenario.RunRecordAsync();
        Assert.Equal((RunState.Complete, new PointCounts(Points, 0, 0)), (run.State, run.Counts));
        var points = await scenario.PointsAsync(run);
        Assert.Equal(Points, points.Count);
        Assert.All(points, point =>
        {
            Assert.Equal(PointState.Succeeded, point.Entry.State);
            Assert.All(point.Entry.Attempts.SkipLast(1), attempt => Assert.Equal(AttemptEnd.Lost, attempt.End));
        });
        foreach (var job in s_jobs)
            Assert.Equal(Enumerable.Range(0, Points), scenario.Lines($"{job}.done").Select(int.Parse).Distinct().Order());
        // Each kill costs at most the one job that the agent ran on its one slot.
        Assert.InRange(s_jobs.Sum(job => scenario.Lines($"{job}.done").Count), Points * s_jobs.Length, (Points * s_jobs.Length) + Kills);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task An_interrupted_agent_gives_its_points_back_uncharged()
    {
        await using var scenario = await store.NewAsync();
        await SubmitAsync(scenario, """
            name: noticed
            jobs:
            - job_id: only
              command: |
                if [ -e "$MUSTER_CHECKPOINT_DIR/half" ]; then exit 0; fi
                trap 'cp "$MUSTER_NOTICE_FILE" "$SCENARIO/notice"; echo half > "$MUSTER_CHECKPOINT_DIR/half"; exit 3' TERM
                echo started >> "$SCENARIO/started"
                while :; do sleep 0.02; done
            grid: {x: [1]}
            """);
        using (var agent = Agent(scenario))
        {
            await scenario.LinesAsync("started", 1);
            agent.Signal(Muster.Agent.Processes.Signals.NumberOf("TERM"));
            Assert.Equal(130, (await agent.EndAsync()).Code);
        }

        using var notice = JsonDocument.Parse(File.ReadAllText(scenario.At("notice")));
        Assert.True(notice.RootElement.GetProperty("deadline_unix").GetInt64() > TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        Assert.Equal(0, (await Agent(scenario).EndAsync()).Code);
        var run = await scenario.RunRecordAsync();
        Assert.Equal(RunState.Complete, run.State);
        var attempts = (await scenario.PointsAsync(run)).Single().Entry.Attempts;
        Assert.Equal([AttemptEnd.Interrupted, AttemptEnd.Exited], attempts.Select(attempt => attempt.End));
        Assert.Equal(1, (await scenario.PointsAsync(run)).Single().Entry.ChargedAttempts);
        Assert.Single(scenario.Lines("started"));
    }

    [Fact]
    public async Task An_agents_status_is_what_it_is_when_it_is_asked_for()
    {
        await using var scenario = await store.NewAsync();
        await SubmitAsync(scenario, """
            name: status
            command: echo started >> "$SCENARIO/started"; while [ ! -e "$SCENARIO/go" ]; do sleep 0.02; done
            grid: {x: [1]}
            """);
        using var agent = Agent(scenario);
        await scenario.LinesAsync("started", 1);
        await scenario.UntilAsync("an agent that works", async () => await HealthAsync(scenario) == "working");
        await agent.KillAsync();
        Assert.Equal("dead", await HealthAsync(scenario));
        scenario.Write("go", "");
        Assert.Equal(0, (await Agent(scenario).EndAsync()).Code);
        Assert.Equal("none", await HealthAsync(scenario));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task An_agent_of_a_store_that_cannot_be_used_says_so()
    {
        await using var scenario = await store.NewAsync();
        Directory.CreateDirectory(scenario.Store.Root);
        File.WriteAllText(Path.Join(scenario.Store.Root, "agents"), "no folder");

        var answer = await scenario.RunAsync("agent", "--once");

        Assert.Equal(3, answer.Code);
        Assert.Contains(Path.Join(scenario.Store.Root, "agents"), answer.Error, StringComparison.Ordinal);
    }

    private static MusterProcess Agent(Scenario scenario) => scenario.Start("agent", "--once", "--slots", "1");

    private static int Started(Scenario scenario) => s_jobs.Sum(job => scenario.Lines($"{job}.started").Count);

    private static async Task SubmitAsync(Scenario scenario, string sweep) =>
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("sweep.yaml", sweep), "--no-engine")).Code);

    private static async Task<string?> HealthAsync(Scenario scenario)
    {
        using var agents = JsonDocument.Parse((await scenario.RunAsync("agent", "status", "--json")).Out);
        return agents.RootElement.GetArrayLength() == 0 ? "none" : agents.RootElement[0].GetProperty("health").GetString();
    }
}

public sealed class LocalAgentScenarios() : AgentScenarios(ScenarioStore.Local);

public sealed class AwsAgentScenarios(DynamoServer dynamo, S3Server s3) : AgentScenarios(ScenarioStore.OnAws(dynamo, s3));
