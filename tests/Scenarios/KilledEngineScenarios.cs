using Muster.Points;
using Muster.Runs;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

public abstract class KilledEngineScenarios(ScenarioStore store)
{
    private const int Kills = 20;
    private const int Points = 800;
    private const int Seed = 20_260_101;

    private static readonly string s_sweep = $$"""
        name: killed
        command: |
          echo "$SWEEP_INDEX" >> "$SCENARIO/started"
          sleep 0.05
          echo "$SWEEP_INDEX" >> "$SCENARIO/done"
        resources: {cpus: 0.5}
        max_concurrent: 4
        retry: {max_attempts: 1}
        grid: {x: [{{string.Join(", ", Enumerable.Range(0, Points))}}]}
        """;

    [Fact]
    public async Task A_sweep_whose_engine_is_killed_at_20_random_moments_ends_each_point_once()
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("killed.yaml", s_sweep);
#pragma warning disable RS0030 // seeded
        var chance = new Random(Seed);
#pragma warning restore RS0030
        for (var kill = 0; kill < Kills; kill++)
            await KillOnceAsync(scenario, file, kill, chance);

        Assert.Equal(0, (await scenario.RunAsync("submit", file, "--client-token", "killed")).Code);
        var run = await scenario.RunRecordAsync();
        Assert.Equal((RunState.Complete, new PointCounts(Points, 0, 0)), (run.State, run.Counts));
        var points = await scenario.PointsAsync(run);
        Assert.Equal(Points, points.Count);
        Assert.All(points, point =>
        {
            Assert.Equal(PointState.Succeeded, point.Entry.State);
            Assert.Equal(AttemptEnd.Exited, point.Entry.Last!.End);
            Assert.All(point.Entry.Attempts.SkipLast(1), attempt => Assert.Equal(AttemptEnd.Lost, attempt.End));
        });
        var completions = scenario.Lines("done").CountBy(int.Parse).ToDictionary();
        Assert.Equal(Points, completions.Count);
        Assert.All(completions.Values, times => Assert.InRange(times, 1, 1 + Kills));
        await scenario.AssertNothingLeftAsync();
    }

    /// <summary>Every second moment is a time since the process started, the others come some points after its first.</summary>
    private static async Task KillOnceAsync(Scenario scenario, string file, int kill, Random chance)
    {
        var before = scenario.Lines("started").Count;
        var wasAcknowledged = File.Exists(scenario.At("id"));
        using var engine = wasAcknowledged && chance.Next(3) == 0
            ? scenario.Start("engine", "run")
            : scenario.Start("submit", file, "--client-token", "killed", "--output-id", scenario.At("id"));
        if (kill % 2 == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(1000)), TimeProvider.System, TestContext.Current.CancellationToken);
        else
            await scenario.LinesAsync("started", before + chance.Next(1, 15));
        Assert.False(engine.HasExited, $"The sweep was over before kill {kill + 1} of seed {Seed}: {engine.Told}");
        await engine.KillAsync();
        if (wasAcknowledged || File.Exists(scenario.At("id")))
            Assert.Equal(File.ReadAllText(scenario.At("id")).Trim(), (await scenario.RunRecordAsync()).Id.Value);
    }
}

public sealed class LocalKilledEngineScenarios() : KilledEngineScenarios(ScenarioStore.Local);

public sealed class AwsKilledEngineScenarios(DynamoServer dynamo, S3Server s3) : KilledEngineScenarios(ScenarioStore.OnAws(dynamo, s3));
