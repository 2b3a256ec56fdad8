using Muster.Tests.Cli;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

/// <summary>A run goes from a directory to AWS and back.</summary>
public sealed class ArchiveScenarios(DynamoServer dynamo, S3Server s3)
{
    [Fact]
    public async Task A_run_goes_from_a_directory_to_AWS_and_back_byte_for_byte()
    {
        await using var scenario = await ScenarioStore.OnAws(dynamo, s3).NewAsync();
        var file = scenario.Write("there.yaml", """
            name: there
            command: |
              echo "out $SWEEP_INDEX $PARAM_b"; echo "err $SWEEP_INDEX" >&2
              [ "$SWEEP_INDEX" != 3 ] || head -c 400000 /dev/zero
              echo "{\"loss\": $SWEEP_INDEX}" > "$MUSTER_RESULT_FILE"
              echo "$SWEEP_INDEX" > out.csv
              [ "$SWEEP_INDEX" != 2 ]
            retry: {max_attempts: 2}
            results: {paths: ["*.csv"]}
            params: [{b: 1}, {b: "zwei ✓"}]
            grid: {x: [1, 2, 3]}
            """);
        Assert.Equal(1, (await InAsync(scenario, "one", "submit", file)).Code);
        Assert.Equal(1, (await InAsync(scenario, "one", "retry", "last", "--wait")).Code);
        await scenario.UntilAsync("the end of the engine", () => scenario.Running().Count == 0);

        await MoveAsync("first", arguments => InAsync(scenario, "one", arguments), arguments => scenario.RunAsync(arguments));
        await MoveAsync("second", arguments => scenario.RunAsync(arguments), arguments => InAsync(scenario, "two", arguments));

        var archives = await Task.WhenAll(new[] { "first", "second" }.Select(name => File.ReadAllBytesAsync(scenario.At(name), TestContext.Current.CancellationToken)));
        Assert.Equal(archives[0], archives[1]);
        foreach (var words in new[] { "points last --json", "results last --format json", "acct last --json", "status last --json", "logs last 0", "logs last 2 --stderr", "logs last 2 --attempt 1", "logs last 3" })
        {
            var before = await InAsync(scenario, "one", words.Split(' '));
            Assert.NotEqual("", before.Out);
            Assert.Equal(before, await scenario.RunAsync(words.Split(' ')));
            Assert.Equal(before, await InAsync(scenario, "two", words.Split(' ')));
        }

        async Task MoveAsync(string name, Func<string[], Task<Answer>> from, Func<string[], Task<Answer>> to)
        {
            Assert.Equal(0, (await from(["export", "last", "-o", scenario.At(name)])).Code);
            Assert.Equal(0, (await to(["import", scenario.At(name)])).Code);
            var again = await to(["import", scenario.At(name)]);
            Assert.Equal(0, again.Code);
            Assert.EndsWith("is already here, and the same.\n", again.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>Runs the command on a store in a directory of the scenario.</summary>
    private static async Task<Answer> InAsync(Scenario scenario, string store, params string[] arguments)
    {
        using var process = MusterProcess.Start([.. arguments, "--store", scenario.At(store)], scenario.Environment);
        return await process.EndAsync();
    }
}
