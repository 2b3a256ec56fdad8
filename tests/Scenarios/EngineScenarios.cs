using System.Text.Json;
using Muster.Local.Store;
using Muster.Points;
using Muster.Runs;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

public abstract class EngineScenarios(ScenarioStore store)
{
    private const string Gated = """
        name: gated
        command: |
          echo "$SWEEP_INDEX" >> "$SCENARIO/started"
          while [ ! -e "$SCENARIO/open" ]; do sleep 0.01; done
          echo "$SWEEP_INDEX" >> "$SCENARIO/done"
        max_concurrent: 1
        resources: {cpus: 0.5}
        grid: {x: [1, 2, 3]}
        """;

    [Fact]
    public async Task A_started_engine_runs_what_comes_and_stays_until_it_is_stopped()
    {
        await using var scenario = await store.NewAsync();
        var started = await scenario.RunAsync("engine", "start");
        var pid = EngineLock.FindHolder(scenario.Store)!.ProcessId;
        Assert.Equal(new(0, "", $"Process {pid} is the engine of {scenario.Address} now; it stays until it is stopped: muster engine stop\n"), started);
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("s.yaml", "command: echo ran >> \"$SCENARIO/ran\"\ngrid: {x: [1, 2]}\n"))).Code);
        Assert.Equal(2, scenario.Lines("ran").Count);

        // Longer than an engine lingers that ends by itself.
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, TestContext.Current.CancellationToken);
        using (var status = JsonDocument.Parse((await scenario.RunAsync("engine", "status", "--json")).Out))
            Assert.Equal((pid, "staying"), (status.RootElement.GetProperty("process_id").GetInt32(), status.RootElement.GetProperty("role").GetString()));
        Assert.Equal(new(0, "", $"Process {pid} was asked to end.\nProcess {pid} has ended.\n"), await scenario.RunAsync("engine", "stop"));
        Assert.StartsWith("No engine of ", (await scenario.RunAsync("engine", "stop")).Error, StringComparison.Ordinal);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_stop_lets_running_points_finish_however_often_it_is_asked_for()
    {
        await using var scenario = await store.NewAsync();
        Assert.Equal(0, (await scenario.RunAsync("engine", "start")).Code);
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("gated.yaml", Gated), "--detach")).Code);
        await scenario.LinesAsync("started", 1);

        var first = await scenario.RunAsync("engine", "stop", "--timeout", "1s");
        var second = await scenario.RunAsync("engine", "stop", "--timeout", "1s");
        Assert.Equal((124, 124), (first.Code, second.Code));
        Assert.EndsWith(" is still ending. To end its running points: muster engine stop --now\n", second.Error, StringComparison.Ordinal);
        Assert.Contains("It was asked to end", (await scenario.RunAsync("engine", "status")).Out, StringComparison.Ordinal);
        using var last = scenario.Start("engine", "stop");
        await scenario.UntilAsync("the wait for the end", () => last.Error.Contains("Process ", StringComparison.Ordinal));
        scenario.Write("open", "");
        var ended = await last.EndAsync();

        Assert.Equal(0, ended.Code);
        Assert.EndsWith("has ended.\n1 run wants work still; it goes on with the next engine: muster engine start\n", ended.Error, StringComparison.Ordinal);
        Assert.Equal((1, 1), (scenario.Lines("started").Count, scenario.Lines("done").Count));
        Assert.Equal(PointState.Succeeded, (await scenario.PointsAsync())[0].Entry.State);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_stop_now_ends_running_points_and_they_are_not_charged()
    {
        await using var scenario = await store.NewAsync();
        Assert.Equal(0, (await scenario.RunAsync("engine", "start")).Code);
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("gated.yaml", Gated), "--detach")).Code);
        await scenario.LinesAsync("started", 1);

        Assert.Equal(0, (await scenario.RunAsync("engine", "stop", "--now")).Code);

        Assert.Empty(scenario.Lines("done"));
        Assert.Equal(AttemptEnd.Interrupted, (await scenario.PointsAsync())[0].Entry.Last!.End);
        await scenario.AssertNothingLeftAsync();
        scenario.Write("open", "");
        Assert.Equal(0, (await scenario.RunAsync("wait", "last")).Code);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task An_engine_that_is_started_beside_a_watched_submission_follows_it()
    {
        await using var scenario = await store.NewAsync();
        using var submit = scenario.Start("submit", scenario.Write("gated.yaml", Gated));
        await scenario.LinesAsync("started", 1);
        var refused = await scenario.RunAsync("engine", "stop");
        Assert.Equal(64, refused.Code);
        Assert.EndsWith("a muster submit or run that somebody watches. Press Ctrl-C there, or give --force to do the same from here.\n", refused.Error, StringComparison.Ordinal);

        var started = await scenario.RunAsync("engine", "start");
        var next = EngineLock.FindQueued(scenario.Store)!.ProcessId;
        Assert.Equal(new(0, "", $"Process {next} waits to follow process {submit.Id}, which is the engine of {scenario.Address} until the run that it watches has ended.\n"), started);
        Assert.Equal(started, await scenario.RunAsync("engine", "start"));
        scenario.Write("open", "");
        Assert.Equal(0, (await submit.EndAsync()).Code);
        await scenario.UntilAsync("the next engine", () => EngineLock.FindHolder(scenario.Store)?.ProcessId == next && EngineLock.FindQueued(scenario.Store) is null);

        Assert.Equal(0, (await scenario.RunAsync("engine", "stop")).Code);
        Assert.Equal(RunState.Complete, (await scenario.RunRecordAsync()).State);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_forced_stop_is_as_Ctrl_C_in_the_submission_and_ends_the_one_that_waits_too()
    {
        await using var scenario = await store.NewAsync();
        using var submit = scenario.Start("submit", scenario.Write("gated.yaml", Gated));
        await scenario.LinesAsync("started", 1);
        Assert.Equal(0, (await scenario.RunAsync("engine", "start")).Code);

        using var stop = scenario.Start("engine", "stop", "--force");
        await scenario.UntilAsync("the answer to Ctrl-C", () => submit.Error.Contains("Letting running points finish", StringComparison.Ordinal));
        scenario.Write("open", "");

        Assert.Equal(0, (await stop.EndAsync()).Code);
        Assert.Equal(130, (await submit.EndAsync()).Code);
        Assert.Single(scenario.Lines("done"));
        await scenario.AssertNothingLeftAsync();
    }

}

public sealed class LocalEngineScenarios() : EngineScenarios(ScenarioStore.Local);

public sealed class AwsEngineScenarios(DynamoServer dynamo, S3Server s3) : EngineScenarios(ScenarioStore.OnAws(dynamo, s3));
