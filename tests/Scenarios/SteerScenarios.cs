using Muster.Points;
using Muster.Runs;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

/// <summary>Runs that people steer while they run.</summary>
public abstract class SteerScenarios(ScenarioStore store)
{
    private const string Gated = """
        name: gated
        command: |
          echo "$SWEEP_INDEX" >> "$SCENARIO/started"
          while [ ! -e "$SCENARIO/open-$SWEEP_INDEX" ] && [ ! -e "$SCENARIO/open" ]; do sleep 0.01; done
        max_concurrent: 2
        resources: {cpus: 0.25}
        grid: {x: [1, 2, 3, 4, 5, 6]}
        """;

    [Fact]
    public async Task A_held_run_lets_its_points_end_and_goes_on_when_it_is_released()
    {
        await using var scenario = await store.NewAsync();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("gated.yaml", Gated), "--detach")).Code);
        await scenario.LinesAsync("started", 2);
        Assert.Equal(0, (await scenario.RunAsync("hold", "gated")).Code);
        await scenario.UntilAsync("the hold is heeded", async () => (await scenario.RunAsync("why", "gated")).Out.Contains("It is held: 2 points run to the end", StringComparison.Ordinal));
        scenario.Write("open", "");
        await scenario.UntilAsync("the lock is given back", async () => (await scenario.RunRecordAsync()).Lock!.Owner is null);
        await scenario.AssertNothingLeftAsync(); // nothing wants work, so the engine ends

        Assert.Equal(2, scenario.Lines("started").Count);
        var status = await scenario.RunAsync("status", "gated");
        Assert.Contains("Held", status.Out, StringComparison.Ordinal);
        Assert.Contains("muster release", status.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await scenario.RunAsync("release", "gated")).Code);
        Assert.Equal(0, (await scenario.RunAsync("wait", "gated")).Code);
        Assert.Equal(6, scenario.Lines("started").Count);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task More_points_run_at_once_when_the_limit_is_raised_and_fewer_when_it_is_lowered()
    {
        await using var scenario = await store.NewAsync();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("gated.yaml", Gated), "--detach", "--max-concurrent", "1")).Code);
        await scenario.LinesAsync("started", 1);
        Assert.Equal(0, (await scenario.RunAsync("update", "gated", "--max-concurrent", "3")).Code);
        await scenario.LinesAsync("started", 3);
        Assert.Equal(0, (await scenario.RunAsync("update", "gated", "--max-concurrent", "1")).Code);
        await scenario.UntilAsync("the lower limit is heeded", async () => await GrantedAsync(scenario) == 1);
        // The three that run may end; only when the last of them has, another starts.
        scenario.Write("open-0", "");
        scenario.Write("open-1", "");
        await scenario.UntilAsync("two outcomes", async () => (await scenario.PointsAsync()).Count(point => point.Entry.State == PointState.Succeeded) == 2);
        Assert.Equal(3, scenario.Lines("started").Count);
        scenario.Write("open", "");
        Assert.Equal(0, (await scenario.RunAsync("wait", "gated")).Code);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Cancelled_points_are_ended_or_never_start_and_the_others_go_on()
    {
        await using var scenario = await store.NewAsync();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("gated.yaml", Gated), "--detach")).Code);
        await scenario.LinesAsync("started", 2);
        var cancel = await scenario.RunAsync("cancel", "gated", "1,4-5");
        Assert.Equal(0, cancel.Code);
        await scenario.UntilAsync("the end of point 1", async () => (await scenario.PointsAsync())[1].Entry.State == PointState.Cancelled);
        scenario.Write("open", "");
        Assert.Equal(1, (await scenario.RunAsync("wait", "gated")).Code);

        Assert.Equal(["0", "1", "2", "3"], scenario.Lines("started").Order());
        var points = await scenario.PointsAsync();
        Assert.Equal([1, 4, 5], points.Where(point => point.Entry.State == PointState.Cancelled).Select(point => point.Index));
        Assert.Equal(AttemptEnd.Cancelled, Assert.Single(points[1].Entry.Attempts).End);
        Assert.Equal(RunState.Error, (await scenario.RunRecordAsync()).State);

        Assert.Equal(0, (await scenario.RunAsync("retry", "gated", "--wait")).Code);
        Assert.All(await scenario.PointsAsync(), point => Assert.Equal(PointState.Succeeded, point.Entry.State));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_run_starts_when_the_one_before_has_completed()
    {
        await using var scenario = await store.NewAsync();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("gated.yaml", Gated), "--detach")).Code);
        await scenario.LinesAsync("started", 2);
        var next = scenario.Write("next.yaml", "name: next\ncommand: wc -l < \"$SCENARIO/started\" > \"$SCENARIO/seen\"\ngrid: {x: [1]}\n");
        Assert.Equal(0, (await scenario.RunAsync("submit", next, "--after", "ok:gated", "--detach")).Code);
        await scenario.UntilAsync("the wait is explained", async () => (await scenario.RunAsync("why", "next")).Out.Contains("(gated) completes; that one is running.", StringComparison.Ordinal));
        Assert.Empty(scenario.Lines("seen"));
        scenario.Write("open", "");

        Assert.Equal(0, (await scenario.RunAsync("wait", "next")).Code);
        Assert.Equal("6", Assert.Single(scenario.Lines("seen")).Trim());
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_run_whose_condition_can_never_be_met_ends_and_says_why()
    {
        await using var scenario = await store.NewAsync();
        Assert.Equal(1, (await scenario.RunAsync("submit", scenario.Write("bad.yaml", "name: bad\ncommand: test -e \"$SCENARIO/good\"\ngrid: {x: [1]}\n"))).Code);
        var next = scenario.Write("next.yaml", "name: next\ncommand: echo ran >> \"$SCENARIO/ran\"\ngrid: {x: [1]}\n");
        var only = await scenario.RunAsync("submit", next, "--after", "ok:bad");
        var any = await scenario.RunAsync("submit", next, "--after", "any:bad");

        Assert.Equal((1, 0), (only.Code, any.Code));
        Assert.Contains("(bad) completed, but that ended in error.", only.Error, StringComparison.Ordinal);
        Assert.Single(scenario.Lines("ran"));

        // Once the condition is met, a retry runs it.
        scenario.Write("good", "");
        Assert.Equal(0, (await scenario.RunAsync("retry", "bad", "--wait")).Code);
        var id = only.Error.Split(' ')[1];
        Assert.Equal(0, (await scenario.RunAsync("retry", id, "--wait")).Code);
        Assert.Equal(2, scenario.Lines("ran").Count);
        await scenario.AssertNothingLeftAsync();
    }

    private static async Task<int> GrantedAsync(Scenario scenario)
    {
        using var opened = scenario.OpenStore();
        var run = await scenario.RunRecordAsync();
        return (await opened.Ports.Store.GetGrantBookAsync(run.Id))!.Grants.Sum(grant => grant.Slots);
    }
}

public sealed class LocalSteerScenarios() : SteerScenarios(ScenarioStore.Local);

public sealed class AwsSteerScenarios(DynamoServer dynamo, S3Server s3) : SteerScenarios(ScenarioStore.OnAws(dynamo, s3));
