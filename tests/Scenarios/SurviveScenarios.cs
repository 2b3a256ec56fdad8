using System.Text.RegularExpressions;
using Muster.Points;
using Muster.Tests.Cli;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

public abstract class SurviveScenarios(ScenarioStore store)
{
    private const string Sweep = """
        survive: true
        grid: {x: [1]}
        command: |
          echo "$$" >> "$SCENARIO/started"
          while [ ! -e "$SCENARIO/open" ]; do sleep 0.01; done
          echo done >> "$SCENARIO/done"
          exit 7
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Command_that_survives_its_engine_is_adopted_with_its_exit_code(bool killedBeforeItWasIdentified)
    {
        await using var scenario = await store.NewAsync();
        var file = await StartAndKillEngineAsync(scenario);
        if (killedBeforeItWasIdentified)
            ForgetIdentity(scenario);
        var killed = await OwnerAsync(scenario);
        using var next = scenario.Start("submit", file, "--client-token", "t");
        await scenario.UntilAsync("the next engine's claim", async () => await OwnerAsync(scenario) is { } owner && owner != killed);
        scenario.Write("open", "");

        await AssertFailedOnceAsync(scenario, await next.EndAsync());
    }

    [Fact]
    public async Task Command_that_ended_without_an_engine_is_recorded_by_the_next_one()
    {
        await using var scenario = await store.NewAsync();
        var file = await StartAndKillEngineAsync(scenario);
        scenario.Write("open", "");
        await scenario.UntilAsync("the command's end", () => scenario.Running().Count == 0);

        await AssertFailedOnceAsync(scenario, await scenario.RunAsync("submit", file, "--client-token", "t"));
    }

    [Fact]
    public async Task Survivor_that_was_killed_without_an_exit_record_is_lost_and_run_again()
    {
        await using var scenario = await store.NewAsync();
        var file = await StartAndKillEngineAsync(scenario);
        Assert.Empty(await scenario.KillAllAsync());
        scenario.Write("open", "");
        var answer = await scenario.RunAsync("submit", file, "--client-token", "t");

        Assert.Equal(1, answer.Code);
        Assert.Equal(2, scenario.Lines("started").Count);
        var entry = Assert.Single(await scenario.PointsAsync()).Entry;
        Assert.Equal([(AttemptEnd.Lost, null), (AttemptEnd.Exited, 7)], entry.Attempts.Select(attempt => (attempt.End, attempt.ExitCode)));
        Assert.Equal((PointState.Failed, 1), (entry.State, entry.ChargedAttempts));
        await scenario.AssertNothingLeftAsync();
    }

    private static async Task<string> StartAndKillEngineAsync(Scenario scenario)
    {
        var file = scenario.Write("survive.yaml", Sweep);
        using var engine = scenario.Start("submit", file, "--client-token", "t");
        await scenario.LinesAsync("started", 1);
        await scenario.UntilAsync("its line in the journal", () => IsInJournal(scenario));
        await engine.KillAsync();
        Assert.NotEmpty(scenario.Running());
        return file;
    }

    private static bool IsInJournal(Scenario scenario) =>
        Journals(scenario).Any(file => File.ReadAllText(file).Contains("\"BootId\"", StringComparison.Ordinal));

    /// <summary>Makes the journal what it is between an attempt's announcement and its start.</summary>
    private static void ForgetIdentity(Scenario scenario)
    {
        var journal = Assert.Single(Journals(scenario));
        var text = File.ReadAllText(journal);
        var known = Regex.Match(text, "\"Identity\":(?<value>\\{[^}]*\\})", RegexOptions.NonBacktracking);
        Assert.True(known.Success, text);
        File.WriteAllText(journal, text.Replace(known.Groups["value"].Value, "null", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Journals(Scenario scenario) =>
        Directory.EnumerateFiles(scenario.Store.Points, "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("/running/", StringComparison.Ordinal));

    private static async Task<string?> OwnerAsync(Scenario scenario) => Assert.Single(await scenario.PointsAsync()).Owner;

    private static async Task AssertFailedOnceAsync(Scenario scenario, Answer answer)
    {
        Assert.Equal(1, answer.Code);
        Assert.Single(scenario.Lines("started"));
        Assert.Single(scenario.Lines("done"));
        var entry = Assert.Single(await scenario.PointsAsync()).Entry;
        Assert.Equal([(1, AttemptEnd.Exited, 7)], entry.Attempts.Select(attempt => (attempt.Number, attempt.End, attempt.ExitCode)));
        await scenario.AssertNothingLeftAsync();
    }
}

public sealed class LocalSurviveScenarios() : SurviveScenarios(ScenarioStore.Local);

public sealed class AwsSurviveScenarios(DynamoServer dynamo, S3Server s3) : SurviveScenarios(ScenarioStore.OnAws(dynamo, s3));
