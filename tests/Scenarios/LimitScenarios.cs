using System.Globalization;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

public abstract class LimitScenarios(ScenarioStore store)
{
    [Theory]
    [InlineData("max_concurrent: 2", 2)]
    [InlineData("max_concurrent_per_region: 3", 3)]
    [InlineData("max_concurrent: 4\nmax_concurrent_per_region: 1", 1)]
    public async Task As_many_points_run_at_once_as_are_allowed(string limit, int most)
    {
        await using var scenario = await store.NewAsync();
        var answer = await scenario.RunAsync("submit", scenario.Write("limited.yaml", $$"""
            command: |
              mkdir "$SCENARIO/running.$SWEEP_INDEX"
              ls -d "$SCENARIO"/running.* | wc -l >> "$SCENARIO/counts"
              sleep 0.1
              rmdir "$SCENARIO/running.$SWEEP_INDEX"
            resources: {cpus: 0.1}
            grid: {x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}
            {{limit}}
            """));

        Assert.Equal(0, answer.Code);
        var counts = scenario.Lines("counts").Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal((12, most), (counts.Count, counts.Max()));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Starts_keep_their_distance()
    {
        await using var scenario = await store.NewAsync();
        var answer = await scenario.RunAsync("submit", scenario.Write("spaced.yaml", """
            command: "true"
            launch_delay: 200ms
            resources: {cpus: 0.1}
            grid: {x: [1, 2, 3, 4, 5]}
            """));

        Assert.Equal(0, answer.Code);
        var starts = (await scenario.PointsAsync()).Select(point => Assert.Single(point.Entry.Attempts).StartedAt).Order().ToList();
        Assert.All(starts.Zip(starts.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMilliseconds(195), $"{pair.Second - pair.First}"));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Budget_that_allows_no_worker_is_waited_for_with_its_figures()
    {
        await using var scenario = await store.NewAsync();
        scenario.Environment["MUSTER_USD_PER_HOUR"] = "100";
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("dear.yaml", """
            name: dear
            budget: 0.001
            command: echo ran >> "$SCENARIO/ran"
            grid: {x: [1]}
            """), "--detach")).Code);

        await scenario.UntilAsync("the reason", async () => (await scenario.RunAsync("why", "dear", "--json")).Out.Contains("\"cause\": \"budget\"", StringComparison.Ordinal));
        Assert.Contains("A worker at 100 USD per hour does not fit the budget of 0.001 USD", (await scenario.RunAsync("why", "dear")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await scenario.RunAsync("cancel", "dear")).Code);
        Assert.Equal(1, (await scenario.RunAsync("wait", "dear")).Code);
        Assert.Empty(scenario.Lines("ran"));
        await scenario.AssertNothingLeftAsync();
    }
}

public sealed class LocalLimitScenarios() : LimitScenarios(ScenarioStore.Local);

public sealed class AwsLimitScenarios(DynamoServer dynamo, S3Server s3) : LimitScenarios(ScenarioStore.OnAws(dynamo, s3));
