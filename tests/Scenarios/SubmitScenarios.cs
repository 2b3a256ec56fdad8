using Muster.Agent.Machines;
using Muster.Local.Store;
using Muster.Points;
using Muster.Runs;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

public abstract class SubmitScenarios(ScenarioStore store)
{
    private const string Gated = """
        command: |
          echo "$SWEEP_NAME $SWEEP_INDEX" >> "$SCENARIO/started"
          while [ ! -e "$SCENARIO/open" ]; do sleep 0.01; done
        resources: {cpus: 0.1}
        grid: {x: [1, 2]}
        """;

    [Fact]
    public async Task Detached_submission_returns_the_id_and_leaves_an_engine_that_ends_by_itself()
    {
        await using var scenario = await store.NewAsync();
        var answer = await scenario.RunAsync("submit", scenario.Write("left.yaml", Gated), "--detach");

        var run = await scenario.RunRecordAsync();
        Assert.Equal((0, $"{run.Id}\n"), (answer.Code, answer.Out));
        Assert.NotNull(EngineLock.FindHolder(scenario.Store));
        await scenario.LinesAsync("started", 2);
        await scenario.UntilAsync("the run's state", async () => (await scenario.RunRecordAsync()).State == RunState.InProgress);
        scenario.Write("open", "");
        await scenario.AssertNothingLeftAsync();
        Assert.Equal((RunState.Complete, new PointCounts(2, 0, 0)), ((await scenario.RunRecordAsync()).State, (await scenario.RunRecordAsync()).Counts));
    }

    [Fact]
    public async Task Watcher_takes_over_when_the_engine_is_killed()
    {
        await using var scenario = await store.NewAsync();
        using var engine = scenario.Start("submit", scenario.Write("one.yaml", Gated));
        await scenario.LinesAsync("started", 2);
        using var watcher = scenario.Start("submit", scenario.Write("two.yaml", Gated));
        await scenario.UntilAsync("points of both runs", () => scenario.Lines("started").Count == 4);
        Assert.Equal(engine.Id, EngineLock.FindHolder(scenario.Store)?.ProcessId);
        await engine.KillAsync();
        await scenario.UntilAsync("the take-over", () => EngineLock.FindHolder(scenario.Store)?.ProcessId == watcher.Id);
        scenario.Write("open", "");

        Assert.Equal(0, (await watcher.EndAsync()).Code);
        await scenario.AssertNothingLeftAsync();
        using var opened = scenario.OpenStore();
        var runs = await opened.Ports.Store.ListRunsAsync(new(), TestContext.Current.CancellationToken);
        Assert.Equal(2, runs.Count);
        foreach (var run in runs)
        {
            Assert.Equal((RunState.Complete, new PointCounts(2, 0, 0)), (run.State, run.Counts));
            Assert.All(await scenario.PointsAsync(run), point => Assert.Equal([AttemptEnd.Lost, AttemptEnd.Exited], point.Entry.Attempts.Select(attempt => attempt.End)));
        }
    }

    [Fact]
    public async Task Token_used_again_gives_the_same_run_and_refuses_another_file()
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("one.yaml", "command: echo \"$SWEEP_INDEX\" >> \"$SCENARIO/ran\"\ngrid: {x: [1, 2]}\n");
        Assert.Equal(0, (await scenario.RunAsync("submit", file, "--client-token", "night 7", "--output-id", scenario.At("first"))).Code);
        Assert.Equal(0, (await scenario.RunAsync("submit", file, "--client-token", "night 7", "--output-id", scenario.At("again"))).Code);
        var run = await scenario.RunRecordAsync();
        Assert.Equal([$"{run.Id}\n", $"{run.Id}\n"], [File.ReadAllText(scenario.At("first")), File.ReadAllText(scenario.At("again"))]);
        Assert.Equal(2, scenario.Lines("ran").Count);

        var other = await scenario.RunAsync("submit", scenario.Write("other.yaml", "command: 'false'\ngrid: {x: [1]}\n"), "--client-token", "night 7");
        Assert.Equal(64, other.Code);
        Assert.Equal($"muster: Client token 'night 7' belongs to run {run.Id} (one), which has another spec. Use a token of its own for each submission, or none.\n", other.Error);
        Assert.Equal(run.Version, (await scenario.RunRecordAsync()).Version);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Urgent_run_that_comes_later_goes_before_the_rest_of_a_normal_one()
    {
        await using var scenario = await store.NewAsync();
        const string OneSlot = """
            command: |
              echo "$SWEEP_NAME" >> "$SCENARIO/started"
              while [ ! -e "$SCENARIO/open" ]; do sleep 0.01; done
            resources: {cpus: ALL}
            grid: {x: [1, 2, 3]}
            """;
        var cores = MachineProbe.Probe().Cpus;
        var file = OneSlot.Replace("ALL", $"{cores}", StringComparison.Ordinal);
        using var normal = scenario.Start("submit", scenario.Write("normal.yaml", file));
        await scenario.LinesAsync("started", 1);
        using var urgent = scenario.Start("submit", scenario.Write("urgent.yaml", file), "--priority", "urgent");
        await scenario.UntilAsync("a worker of the urgent run", UrgentIsAtWorkAsync);
        scenario.Write("open", "");

        Assert.Equal((0, 0), ((await normal.EndAsync()).Code, (await urgent.EndAsync()).Code));
        Assert.Equal(["normal", "urgent", "urgent", "urgent", "normal", "normal"], scenario.Lines("started"));
        await scenario.AssertNothingLeftAsync();

        async Task<bool> UrgentIsAtWorkAsync()
        {
            using var opened = scenario.OpenStore();
            var runs = await opened.Ports.Store.ListRunsAsync(new() { Name = "urgent" }, TestContext.Current.CancellationToken);
            return runs is [var run] && (await opened.Ports.Store.ListWorkersAsync(run.Id, TestContext.Current.CancellationToken)).Count > 0;
        }
    }

    [Fact]
    public async Task Run_without_slots_says_which_run_has_them()
    {
        await using var scenario = await store.NewAsync();
        var file = """
            command: |
              echo "$SWEEP_NAME" >> "$SCENARIO/started"
              while [ ! -e "$SCENARIO/open" ]; do sleep 0.01; done
            resources: {cpus: ALL}
            grid: {x: [1]}
            """.Replace("ALL", $"{MachineProbe.Probe().Cpus}", StringComparison.Ordinal);
        using var hog = scenario.Start("submit", scenario.Write("hog.yaml", file));
        await scenario.LinesAsync("started", 1);
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("late.yaml", file), "--detach")).Code);

        await scenario.UntilAsync("the reason", async () => (await scenario.RunAsync("why", "late")).Out.Contains("(hog)", StringComparison.Ordinal));
        var why = (await scenario.RunAsync("why", "late", "0", "--json")).Out;
        Assert.Contains("\"cause\": \"priority\"", why, StringComparison.Ordinal);
        Assert.Contains("(hog)", why, StringComparison.Ordinal);
        await scenario.UntilAsync("a word on the one that runs", async () => (await scenario.RunAsync("status", "hog", "--json")).Out.Contains("\"running\": 1", StringComparison.Ordinal));

        scenario.Write("open", "");
        Assert.Equal(0, (await hog.EndAsync()).Code);
        await scenario.LinesAsync("started", 2);
        await scenario.AssertNothingLeftAsync();
    }
}

public sealed class LocalSubmitScenarios() : SubmitScenarios(ScenarioStore.Local);

public sealed class AwsSubmitScenarios(DynamoServer dynamo, S3Server s3) : SubmitScenarios(ScenarioStore.OnAws(dynamo, s3));
