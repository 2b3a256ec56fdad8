using System.Globalization;
using System.Text.Json;
using Muster.Points;
using Muster.Tests.Cli;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

/// <summary>The examples of the repository, run by the real command.</summary>
public abstract class ExampleScenarios(ScenarioStore store)
{
    [Fact]
    public async Task Compression_tells_which_compressor_is_best()
    {
        await using var scenario = await store.NewAsync();

        Assert.Equal(0, (await scenario.RunAsync("submit", Example("compression.yaml"))).Code);

        var results = await ResultsAsync(scenario, "compression");
        Assert.Equal(12, results.Count);
        Assert.All(results, result => Assert.True(result.GetProperty("ratio").GetDouble() > 1));
        var best = Json(await scenario.RunAsync("results", "last", "--metric", "ratio", "--best", "max", "--limit", "1", "--format", "json"));
        Assert.Equal(results.Max(result => result.GetProperty("ratio").GetDouble()), Assert.Single(best).GetProperty("ratio").GetDouble());
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Monte_carlo_comes_near_to_pi()
    {
        await using var scenario = await store.NewAsync();

        Assert.Equal(0, (await scenario.RunAsync("submit", Example("monte-carlo.yaml"))).Code);

        var results = await ResultsAsync(scenario, "monte-carlo");
        Assert.Equal(30, results.Count);
        Assert.Equal(Enumerable.Range(0, 30).Select(index => (long)index), results.Select(result => result.GetProperty("index").GetInt64()));
        Assert.All(results.Where(result => result.GetProperty("darts").GetInt32() == 100000), result => Assert.InRange(result.GetProperty("pi").GetDouble(), 3.1, 3.2));
    }

    [Fact]
    public async Task Retry_flaky_succeeds_where_another_attempt_helps_and_stops_where_none_does()
    {
        await using var scenario = await store.NewAsync();

        Assert.Equal(0, (await scenario.RunAsync("submit", Example("retry-flaky.yaml"))).Code);

        var points = await scenario.PointsAsync();
        Assert.Equal([1, 2, 3, 1], points.Select(point => point.Entry.Attempts.Count));
        Assert.Equal(["succeeded", "succeeded", "succeeded", "failed"], (await ResultsAsync(scenario, "retry-flaky")).Select(result => result.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task From_csv_passes_texts_unchanged_and_leaves_empty_cells_out()
    {
        await using var scenario = await store.NewAsync();

        Assert.Equal(0, (await scenario.RunAsync("submit", Example("from-csv.csv"))).Code);

        var results = await ResultsAsync(scenario, "from-csv");
        Assert.Equal([1343.92, 1628.89, 3074.68, 3190.70], results.Select(result => result.GetProperty("total").GetDouble()));
        Assert.Equal("007", results[2].GetProperty("years").GetString());
        Assert.False(results[3].TryGetProperty("years", out var years) && years.ValueKind != JsonValueKind.Null);
    }

    [Fact]
    public async Task The_pipeline_builds_tests_and_packs_a_program()
    {
        await using var scenario = await store.NewAsync();

        Assert.Equal((0, ""), Ended(await scenario.RunAsync("submit", Queue("ci.yaml"))));

        Assert.Equal("4 of 4 cases passed\n", (await scenario.RunAsync("logs", "ci", "--job", "unit-tests")).Out);
        Assert.Equal(0, (await scenario.RunAsync("results", "ci", "--job", "package", "-o", scenario.At("out"))).Code);
        var archive = Assert.Single(Directory.EnumerateFiles(scenario.At("out"), "wordcount.tar.gz", SearchOption.AllDirectories));
        Assert.True(new FileInfo(archive).Length > 1000);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task The_etl_adds_up_and_rejects_what_is_no_number()
    {
        await using var scenario = await store.NewAsync();

        Assert.Equal((0, ""), Ended(await scenario.RunAsync("submit", Queue("etl.yaml"))));

        var rows = File.ReadAllLines(Queue("orders.csv")).Skip(1).Select(line => line.Split(',')).Where(row => row[1].StartsWith("2026", StringComparison.Ordinal)).ToList();
        var amounts = rows.Select(row => (Region: row[2], Amount: decimal.TryParse(row[3], CultureInfo.InvariantCulture, out var amount) ? amount : (decimal?)null)).ToList();
        var result = Assert.Single(await ResultsAsync(scenario, "etl"));
        Assert.Equal(amounts.Sum(row => row.Amount), result.GetProperty("total").GetDecimal());
        Assert.Equal(amounts.Count(row => row.Amount is null), result.GetProperty("rejected").GetInt32());
        Assert.Equal(0, (await scenario.RunAsync("results", "etl", "--job", "load", "-o", scenario.At("out"))).Code);
        var report = File.ReadAllLines(Assert.Single(Directory.EnumerateFiles(scenario.At("out"), "report.csv", SearchOption.AllDirectories)));
        Assert.All(
            amounts.GroupBy(row => row.Region),
            region => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{region.Key},{region.Sum(row => row.Amount):0.00}"), report));
    }

    [Fact]
    public async Task Of_the_stations_one_fails_and_the_others_go_on()
    {
        await using var scenario = await store.NewAsync();

        Assert.Equal(1, (await scenario.RunAsync("submit", Queue("stations.json"))).Code);

        var point = Assert.Single(await scenario.PointsAsync());
        Assert.Equal((AttemptEnd.Exited, 3, "Job 'check-south' failed with exit code 3; 1 was skipped."), (point.Entry.Last!.End, point.Entry.Last.ExitCode, point.Entry.Last.Note));
        Assert.Equal(["north", "west"], (await scenario.RunAsync("logs", "stations", "--job", "compare")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).Order());
    }

    private static (int Code, string Text) Ended(Answer answer) => (answer.Code, answer.Code == 0 ? "" : answer.Out + answer.Error);

    private static string Queue(string name) => Path.Join(Path.GetDirectoryName(Path.GetDirectoryName(Example(name))), "queues", name);

    private static string Example(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Join(folder!.FullName, "Platform.sln")))
            folder = folder.Parent;
        return Path.Join(folder.FullName, "examples", "sweeps", name);
    }

    private static async Task<IReadOnlyList<JsonElement>> ResultsAsync(Scenario scenario, string run) =>
        Json(await scenario.RunAsync("results", run, "--format", "json"));

    private static IReadOnlyList<JsonElement> Json(Answer answer)
    {
        Assert.Equal(0, answer.Code);
        return [.. JsonDocument.Parse(answer.Out).RootElement.EnumerateArray()];
    }
}

public sealed class LocalExampleScenarios() : ExampleScenarios(ScenarioStore.Local);

public sealed class AwsExampleScenarios(DynamoServer dynamo, S3Server s3) : ExampleScenarios(ScenarioStore.OnAws(dynamo, s3));
