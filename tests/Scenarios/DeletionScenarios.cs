using System.Text.Json;
using Muster.Runs;
using Muster.Sweeps;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

public abstract class DeletionScenarios(ScenarioStore store)
{
    private const int Kills = 5;
    private const int Seed = 20_260_301;

    private const string Sweep = """
        name: kept
        command: |
          head -c 3000 /dev/zero | tr '\0' x
          echo "{\"loss\": $SWEEP_INDEX}" > "$MUSTER_RESULT_FILE"
          echo "$SWEEP_INDEX" > kept.csv
          echo scratch > scratch.txt
        results: {paths: ["*.csv"]}
        params: [{b: 1}, {b: 2}]
        grid: {x: [1, 2, 3, 4, 5, 6, 7, 8]}
        """;

    [Fact]
    public async Task An_import_a_pruning_and_a_delete_that_are_killed_at_any_moment_are_finished_by_the_next()
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("kept.yaml", Sweep);
        Assert.Equal(0, (await scenario.RunAsync("submit", file)).Code);
        await scenario.AssertNothingLeftAsync();
        var id = (await scenario.RunRecordAsync()).Id;
        var whole = scenario.At("whole.tar.gz");
        Assert.Equal(0, (await scenario.RunAsync("export", id.Value, "-o", whole)).Code);
        var results = (await scenario.RunAsync("results", id.Value, "--format", "json")).Out;
        Assert.Equal(0, (await scenario.RunAsync("delete", id.Value, "--yes")).Code);
        await AssertNothingOfAsync(scenario, id);
#pragma warning disable RS0030 // seeded
        var chance = new Random(Seed);
#pragma warning restore RS0030
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillAsync(scenario, chance, "import", whole);
            await AssertWholeOrNotThereAsync(scenario, id, results);
            Assert.Equal(0, (await scenario.RunAsync("import", whole)).Code);
            Assert.Equal(0, (await scenario.RunAsync("export", id.Value, "-o", scenario.At("again.tar.gz"))).Code);
            Assert.Equal(await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(scenario.At("again.tar.gz"), TestContext.Current.CancellationToken));

            await KillAsync(scenario, chance, "prune", "--older-than", "0s", "--keep-results", "--yes");
            Assert.Equal(0, (await scenario.RunAsync("prune", "--older-than", "0s", "--keep-results", "--yes")).Code);
            Assert.Equal(results, (await scenario.RunAsync("results", id.Value, "--format", "json")).Out);

            await KillAsync(scenario, chance, "delete", id.Value, "--yes");
            if ((await scenario.RunAsync("list", "--json")).Out.Contains(id.Value, StringComparison.Ordinal))
                Assert.Equal(0, (await scenario.RunAsync("delete", id.Value, "--yes")).Code);
            await AssertNothingOfAsync(scenario, id);
        }
    }

    [Fact]
    public async Task A_run_is_not_deleted_while_it_goes_and_is_right_after_its_end()
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("gated.yaml", "name: gated\ncommand: |\n  echo x >> \"$SCENARIO/started\"\n  while [ ! -e \"$SCENARIO/open\" ]; do sleep 0.01; done\nresources: {cpus: 0.5}\ngrid: {x: [1, 2]}\n");
        using var submit = scenario.Start("submit", file);
        await scenario.LinesAsync("started", 1);
        var going = await scenario.RunAsync("delete", "last", "--yes");
        scenario.Write("open", "");
        Assert.Equal(0, (await submit.EndAsync()).Code);
        var id = (await scenario.RunRecordAsync()).Id;

        Assert.Equal(new(64, "", $"muster: Run {id} (gated) is running; cancel it first: muster cancel {id}\n"), going);
        Assert.Equal(0, (await scenario.RunAsync("delete", "last", "--yes")).Code);
        await AssertNothingOfAsync(scenario, id);
        await scenario.AssertNothingLeftAsync();
    }

    private static async Task KillAsync(Scenario scenario, Random chance, params string[] arguments)
    {
        using var process = scenario.Start(arguments);
        await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(100, 900)), TimeProvider.System, TestContext.Current.CancellationToken);
        if (!process.HasExited)
            await process.KillAsync();
    }

    private static async Task AssertWholeOrNotThereAsync(Scenario scenario, RunId id, string results)
    {
        using var list = JsonDocument.Parse((await scenario.RunAsync("list", "--json")).Out);
        if (list.RootElement.GetArrayLength() > 0)
            Assert.Equal(results, (await scenario.RunAsync("results", id.Value, "--format", "json")).Out);
    }

    private static async Task AssertNothingOfAsync(Scenario scenario, RunId id)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var opened = scenario.OpenStore();
        Assert.Empty(await opened.Ports.Store.ListRunsAsync(new(), cancel));
        Assert.Null(await opened.Ports.Store.GetChunkAsync(new(id, 1, 0, 0), cancel));
        Assert.Null(await opened.Ports.Store.GetGrantBookAsync(id, cancel));
        Assert.Empty(await opened.Ports.Store.ListOpenIntentsAsync(id, cancel));
        Assert.False(await opened.Ports.Blobs.ListAsync(SpecBlobs.Prefix(id), cancel).AnyAsync(cancel));
        Assert.False(Directory.Exists(Path.Join(scenario.Store.Points, id.Value)));
    }
}

public sealed class LocalDeletionScenarios() : DeletionScenarios(ScenarioStore.Local);

public sealed class AwsDeletionScenarios(DynamoServer dynamo, S3Server s3) : DeletionScenarios(ScenarioStore.OnAws(dynamo, s3));
