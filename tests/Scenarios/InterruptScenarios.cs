using Muster.Agent.Machines;
using Muster.Agent.Processes;
using Muster.Points;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

public abstract class InterruptScenarios(ScenarioStore store)
{
    private static readonly int s_interrupt = Signals.NumberOf("INT");

    private const string Gated = """
        name: gated
        command: |
          echo "$SWEEP_INDEX" >> "$SCENARIO/started"
          while [ ! -e "$SCENARIO/open" ]; do sleep 0.01; done
          echo "$SWEEP_INDEX" >> "$SCENARIO/done"
        max_concurrent: 2
        resources: {cpus: 0.5}
        grid: {x: [1, 2, 3, 4, 5, 6]}
        """;

    [Fact]
    public async Task Ctrl_C_once_lets_running_points_finish_and_the_same_token_goes_on()
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("gated.yaml", Gated);
        using var first = scenario.Start("submit", file, "--client-token", "t");
        await scenario.LinesAsync("started", 2);
        first.Signal(s_interrupt);
        await scenario.UntilAsync("the answer to Ctrl-C", () => first.Error.Contains("Letting running points finish", StringComparison.Ordinal));
        scenario.Write("open", "");
        var answer = await first.EndAsync();

        Assert.Equal(130, answer.Code);
        var id = (await scenario.RunRecordAsync()).Id;
        Assert.Contains(
            $"\nRun {id} is interrupted: 2 of 6 points have ended. It goes on with 'muster wait {id}', or as soon as another engine of this store starts.\n"
            + $"To let it wait instead: muster hold {id}. To give it up: muster cancel {id}\n",
            answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("No engine", answer.Error, StringComparison.Ordinal);
        Assert.Equal(2, scenario.Lines("started").Count);
        Assert.Equal(2, scenario.Lines("done").Count);
        Assert.Equal(2, (await scenario.PointsAsync()).Count(point => point.Entry.State == PointState.Succeeded));
        Assert.All(await scenario.PointsAsync(), point => Assert.Null(point.Owner));
        await scenario.AssertNothingLeftAsync();

        Assert.Equal(0, (await scenario.RunAsync("submit", file, "--client-token", "t")).Code);
        Assert.Equal(6, scenario.Lines("done").Count);
        Assert.All(await scenario.PointsAsync(), point => Assert.Single(point.Entry.Attempts));
        await scenario.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("dumb")]
    [InlineData("xterm")]
    public async Task Closing_the_terminal_ends_running_points_uncharged_and_gives_the_chunks_back(string terminal)
    {
        await using var scenario = await store.NewAsync();
        scenario.Environment["TERM"] = terminal;
        var file = scenario.Write("gated.yaml", Gated);
        // As interactive shells do, this one passes the hang-up on; then it tells how the command ended.
        var window = scenario.StartOnTerminal($"""
            trap 'kill -HUP $command' HUP
            $MUSTER submit '{file}' --client-token t --store $STORE & command=$!
            wait $command; wait $command; echo $? > "$SCENARIO/code"
            """);
        await scenario.LinesAsync("started", 2);
        await window.KillAsync();
        await scenario.LinesAsync("code", 1);

        Assert.Equal(["130"], scenario.Lines("code"));
        await scenario.AssertNothingLeftAsync();
        var points = await scenario.PointsAsync();
        Assert.All(points, point => Assert.Equal((null, PointState.Pending), (point.Owner, point.Entry.State)));
        Assert.Equal([AttemptEnd.Interrupted, AttemptEnd.Interrupted], points.SelectMany(point => point.Entry.Attempts).Select(attempt => attempt.End));

        scenario.Write("open", "");
        Assert.Equal(0, (await scenario.RunAsync("submit", file, "--client-token", "t")).Code);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Ctrl_C_leaves_an_engine_for_the_runs_that_others_detached()
    {
        await using var scenario = await store.NewAsync();
        using var mine = scenario.Start("submit", scenario.Write("gated.yaml", Gated));
        await scenario.LinesAsync("started", 2);
        var other = scenario.Write("other.yaml", "name: other\npriority: low\ncommand: echo ran >> \"$SCENARIO/other\"\nresources: {cpus: 100%}\ngrid: {x: [1, 2]}\n"
            .Replace("100%", $"{MachineProbe.Probe().Cpus}", StringComparison.Ordinal));
        Assert.Equal(0, (await scenario.RunAsync("submit", other, "--detach")).Code);
        mine.Signal(s_interrupt);
        await scenario.UntilAsync("the answer to Ctrl-C", () => mine.Error.Contains("Letting running points finish", StringComparison.Ordinal));
        scenario.Write("open", "");

        Assert.Equal(130, (await mine.EndAsync()).Code);
        await scenario.LinesAsync("other", 2);
        await scenario.AssertNothingLeftAsync();
        Assert.Equal(2, scenario.Lines("done").Count); // what was interrupted stays so
    }

    [Fact]
    public async Task Ctrl_C_twice_ends_running_points_uncharged_and_gives_the_chunks_back()
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("gated.yaml", Gated);
        using var first = scenario.Start("submit", file, "--client-token", "t");
        await scenario.LinesAsync("started", 2);
        first.Signal(s_interrupt);
        await scenario.UntilAsync("the answer to Ctrl-C", () => first.Error.Contains("Letting running points finish", StringComparison.Ordinal));
        first.Signal(s_interrupt);
        var answer = await first.EndAsync();

        Assert.Equal(130, answer.Code);
        Assert.Empty(scenario.Lines("done"));
        var points = await scenario.PointsAsync();
        Assert.All(points, point => Assert.Equal((null, PointState.Pending), (point.Owner, point.Entry.State)));
        Assert.Equal([AttemptEnd.Interrupted, AttemptEnd.Interrupted], points.SelectMany(point => point.Entry.Attempts).Select(attempt => attempt.End));
        await scenario.AssertNothingLeftAsync();

        scenario.Write("open", "");
        Assert.Equal(0, (await scenario.RunAsync("submit", file, "--client-token", "t")).Code);
        Assert.All(await scenario.PointsAsync(), point => Assert.Equal((PointState.Succeeded, 1), (point.Entry.State, point.Entry.ChargedAttempts)));
        await scenario.AssertNothingLeftAsync();
    }
}

public sealed class LocalInterruptScenarios() : InterruptScenarios(ScenarioStore.Local);

public sealed class AwsInterruptScenarios(DynamoServer dynamo, S3Server s3) : InterruptScenarios(ScenarioStore.OnAws(dynamo, s3));
