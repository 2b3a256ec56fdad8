using System.Text.Json;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

/// <summary>Every command once, as a person goes through a run with them.</summary>
public abstract class CommandScenarios(ScenarioStore store)
{
    [Fact]
    public async Task A_person_goes_through_a_run_with_every_command()
    {
        await using var scenario = await store.NewAsync();
        var file = scenario.Write("person.yaml", """
            name: person
            command: |
              echo "this is $PARAM_x"
              echo "{\"loss\": 0.$PARAM_x}" > "$MUSTER_RESULT_FILE"
              echo text > note.txt
              if [ "$PARAM_x" = 3 ] && [ ! -e "$SCENARIO/mended" ]; then echo "no luck" >&2; exit 7; fi
            results: {paths: ["*.txt"]}
            grid: {x: [1, 2, 3]}
            """);
        await AnswersAsync(scenario, 0, "", "submit", file, "--dry-run");
        await AnswersAsync(scenario, 0, "", "submit", file, "--detach", "--output-id", scenario.At("id"));
        await AnswersAsync(scenario, 1, "", "wait", "person");
        var id = File.ReadAllText(scenario.At("id")).Trim();

        await AnswersAsync(scenario, 0, id, "list", "--json");
        Assert.Equal("FAILED", (await JsonAsync(scenario, "status", id[..8], "--json")).GetProperty("status").GetString());
        await AnswersAsync(scenario, 1, "", "status", "last", "--check-complete");
        await AnswersAsync(scenario, 0, "failed", "points", "person", "--state", "failed");
        await AnswersAsync(scenario, 0, "this is 1\n", "logs", "person", "0");
        await AnswersAsync(scenario, 0, "no luck\n", "logs", "person", "2", "--stderr");
        await AnswersAsync(scenario, 0, "exited with code 7", "why", "person");
        await AnswersAsync(scenario, 0, "no luck", "why", "person", "2");
        await AnswersAsync(scenario, 0, "0.1", "results", "person", "--metric", "loss", "--best", "min", "--limit", "1");
        await AnswersAsync(scenario, 0, "note.txt", "results", "person", "--path");
        await AnswersAsync(scenario, 0, "3 points, 3 attempts: run ", "acct", "person");
        Assert.Equal(3, (await JsonAsync(scenario, "acct", "person", "--json")).GetProperty("attempts").GetArrayLength());
        await AnswersAsync(scenario, 0, "store", "doctor");
        Assert.Equal(3, (await JsonAsync(scenario, "results", "person", "--format", "json")).GetArrayLength());
        await AnswersAsync(scenario, 0, "index,x,", "results", "person", "--format", "csv");

        scenario.Write("mended", "");
        await AnswersAsync(scenario, 0, "", "retry", "person", "--wait");
        await AnswersAsync(scenario, 0, "", "status", "person", "--check-complete");

        var gated = scenario.Write("gated.yaml", "name: gated\ncommand: while [ ! -e \"$SCENARIO/open\" ]; do sleep 0.01; done\ngrid: {x: [1]}\n");
        await AnswersAsync(scenario, 0, "", "submit", gated, "--detach");
        await AnswersAsync(scenario, 124, "", "wait", "gated", "--timeout", "1s");
        await AnswersAsync(scenario, 2, "", "status", "gated", "--check-complete");
        await AnswersAsync(scenario, 0, "", "cancel", "gated");
        await AnswersAsync(scenario, 1, "", "wait", "gated");
        await AnswersAsync(scenario, 3, "", "status", "nothing");
        await scenario.AssertNothingLeftAsync();
    }

    private static async Task AnswersAsync(Scenario scenario, int code, string part, params string[] words)
    {
        var answer = await scenario.RunAsync(words);
        Assert.True(answer.Code == code && answer.Out.Contains(part, StringComparison.Ordinal), $"muster {string.Join(' ', words)}: {answer}");
    }

    private static async Task<JsonElement> JsonAsync(Scenario scenario, params string[] words)
    {
        var answer = await scenario.RunAsync(words);
        Assert.Equal(0, answer.Code);
        return JsonDocument.Parse(answer.Out).RootElement.Clone();
    }
}

public sealed class LocalCommandScenarios() : CommandScenarios(ScenarioStore.Local);

public sealed class AwsCommandScenarios(DynamoServer dynamo, S3Server s3) : CommandScenarios(ScenarioStore.OnAws(dynamo, s3))
{
    private readonly ScenarioStore servers = ScenarioStore.OnAws(dynamo, s3);

    [Fact]
    public async Task Credentials_come_from_the_profile_that_is_named()
    {
        await using var scenario = await servers.NewAsync();
        foreach (var name in (string[])["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"])
            scenario.Environment[name] = null;
        scenario.Environment["AWS_SHARED_CREDENTIALS_FILE"] = scenario.Write("credentials", "[work]\naws_access_key_id = S3RVER\naws_secret_access_key = S3RVER\n");

        var without = await scenario.RunAsync("list");
        Assert.Equal(3, without.Code);
        Assert.Contains("No AWS credentials were found", without.Error, StringComparison.Ordinal);
        var answer = await scenario.RunAsync("submit", scenario.Write("one.yaml", "command: \"true\"\ngrid: {x: [1]}\n"), "--profile", "work");
        Assert.True(answer.Code == 0, answer.ToString());
        await scenario.AssertNothingLeftAsync();
    }
}
