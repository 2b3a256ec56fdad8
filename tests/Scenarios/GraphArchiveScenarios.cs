using Muster.Graphs;
using Muster.Sweeps;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

public sealed class GraphArchiveScenarios(DynamoServer dynamo, S3Server s3)
{
    private const string Graph = """
        queue_name: moved
        on_failure: continue
        jobs:
        - {job_id: make, command: 'echo made; mkdir out; echo 17 > out/number; echo "{\"number\": 17}" > "$MUSTER_RESULT_FILE"', result_paths: ["out/*"]}
        - {job_id: use, command: 'cat "$MUSTER_RESULTS_MAKE/out/number"', depends_on: [make]}
        - {job_id: fail, command: 'echo half > "$MUSTER_CHECKPOINT_DIR/half"; exit 3'}
        """;

    [Fact]
    public async Task A_run_of_a_job_graph_moves_from_a_directory_to_aws_with_its_states_logs_and_results()
    {
        await using var from = await ScenarioStore.Local.NewAsync();
        await using var to = await ScenarioStore.OnAws(dynamo, s3).NewAsync();
        Assert.Equal(1, (await from.RunAsync("submit", from.Write("moved.yaml", Graph))).Code);
        var before = await BlobsAsync(from);

        Assert.Equal(0, (await from.RunAsync("export", "last", "-o", from.At("run.tar.gz"))).Code);
        Assert.Equal(0, (await to.RunAsync("import", from.At("run.tar.gz"))).Code);

        Assert.Contains(before.Keys, key => key.EndsWith("/manifest.json", StringComparison.Ordinal));
        Assert.Equal(before, await BlobsAsync(to));
        Assert.Contains("made", (await to.RunAsync("logs", "last", "--job", "make")).Out, StringComparison.Ordinal);
        Assert.Contains("out/number", (await to.RunAsync("results", "last", "--job", "make")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pruning_all_but_results_keeps_the_states_and_results_of_jobs()
    {
        await using var scenario = await ScenarioStore.Local.NewAsync();
        Assert.Equal(1, (await scenario.RunAsync("submit", scenario.Write("moved.yaml", Graph))).Code);
        var before = await BlobsAsync(scenario);

        Assert.Equal(0, (await scenario.RunAsync("prune", "--older-than", "1ms", "--keep-results", "--yes")).Code);

        var after = await BlobsAsync(scenario);
        var gone = before.Keys.Except(after.Keys).ToList();
        Assert.Contains(gone, key => key.Contains($"/{GraphBlobs.PackName}", StringComparison.Ordinal));
        Assert.Contains(gone, key => key.Contains($"/{GraphBlobs.Checkpoints}/", StringComparison.Ordinal));
        Assert.All(gone, key => Assert.True(GraphBlobs.IsLog(key)));
        Assert.Contains("out/number", (await scenario.RunAsync("results", "last", "--job", "make")).Out, StringComparison.Ordinal);
        Assert.Contains("17", (await scenario.RunAsync("results", "last")).Out, StringComparison.Ordinal);
    }

    /// <summary>The lengths of a run's graph blobs, by references.</summary>
    private static async Task<SortedDictionary<string, long>> BlobsAsync(Scenario scenario)
    {
        using var store = scenario.OpenStore();
        var run = await scenario.RunRecordAsync();
        var found = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await foreach (var blob in store.Ports.Blobs.ListAsync(GraphBlobs.KeyOf(run.Id, GraphBlobs.Folder), TestContext.Current.CancellationToken))
            found.Add(blob.Key[SpecBlobs.Prefix(run.Id).Length..], blob.Length);
        return found;
    }
}
