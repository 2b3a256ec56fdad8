using Muster.Agent.Processes;
using Muster.Points;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

public abstract class RetryScenarios(ScenarioStore store)
{
    [Fact]
    public async Task Flaky_point_succeeds_at_its_third_attempt_after_the_waits()
    {
        await using var scenario = await store.NewAsync();
        var answer = await scenario.RunAsync("submit", scenario.Write("flaky.yaml", """
            command: test "$MUSTER_ATTEMPT" = 3
            retry: {max_attempts: 3, backoff: exponential, base_delay: 200ms}
            grid: {x: [1]}
            """));

        Assert.Equal(0, answer.Code);
        var attempts = Assert.Single(await scenario.PointsAsync()).Entry.Attempts;
        Assert.Equal([(1, 1), (2, 1), (3, 0)], attempts.Select(attempt => (attempt.Number, attempt.ExitCode!.Value)));
        Assert.All([(0, 200), (1, 400)], wait =>
            Assert.True(attempts[wait.Item1 + 1].StartedAt - (attempts[wait.Item1].StartedAt + attempts[wait.Item1].Elapsed) >= TimeSpan.FromMilliseconds(wait.Item2 - 5)));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Point_that_failed_has_its_wait_recorded_and_its_engine_can_end_meanwhile()
    {
        await using var scenario = await store.NewAsync();
        using var engine = scenario.Start("submit", scenario.Write("waits.yaml", """
            name: waits
            command: exit 75
            retry: {max_attempts: 2, backoff: fixed, base_delay: 1h, max_delay: 1h}
            grid: {x: [1]}
            """));
        await scenario.UntilAsync("the first attempt's outcome", async () =>
            scenario.HasStore && await HasRunAsync(scenario) && (await scenario.PointsAsync())[0].Entry.Attempts.Count == 1);
        var entry = Assert.Single(await scenario.PointsAsync()).Entry;
        Assert.InRange(entry.NotBefore!.Value - (entry.Last!.StartedAt + entry.Last.Elapsed!.Value), TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(62));
        var why = await scenario.RunAsync("why", "waits", "0", "--json");
        Assert.Contains("\"cause\": \"backoff\"", why.Out, StringComparison.Ordinal);
        Assert.Contains($"{entry.NotBefore.Value:yyyy-MM-dd'T'HH:mm}", why.Out, StringComparison.Ordinal);
        Assert.Contains("\"cause\": \"backoff\"", (await scenario.RunAsync("why", "waits", "--json")).Out, StringComparison.Ordinal);
        engine.Signal(Signals.Terminate);
        Assert.Equal(130, (await engine.EndAsync()).Code);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Denied_exit_code_is_not_tried_again()
    {
        await using var scenario = await store.NewAsync();
        var answer = await scenario.RunAsync("submit", scenario.Write("deny.yaml", """
            command: exit "$PARAM_code"
            retry: {max_attempts: 3, backoff: fixed, base_delay: 0s, retry_on_codes: [2, 3], dont_retry_on_codes: [3]}
            grid: {code: [2, 3, 4]}
            """));

        Assert.Equal(1, answer.Code);
        Assert.Equal([3, 1, 1], (await scenario.PointsAsync()).Select(point => point.Entry.Attempts.Count));
        await scenario.AssertNothingLeftAsync();
    }

    private static async Task<bool> HasRunAsync(Scenario scenario)
    {
        using var opened = scenario.OpenStore();
        return (await opened.Ports.Store.ListRunsAsync(new(), TestContext.Current.CancellationToken)).Count == 1;
    }
}

public sealed class LocalRetryScenarios() : RetryScenarios(ScenarioStore.Local);

public sealed class AwsRetryScenarios(DynamoServer dynamo, S3Server s3) : RetryScenarios(ScenarioStore.OnAws(dynamo, s3));
