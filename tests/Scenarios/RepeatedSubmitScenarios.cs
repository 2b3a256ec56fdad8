namespace Muster.Tests.Scenarios;

public sealed class RepeatedSubmitScenarios
{
    [Fact]
    public async Task Token_used_again_with_other_options_says_that_they_have_no_effect()
    {
        await using var scenario = new Scenario();
        var file = scenario.Write("one.yaml", "command: 'true'\ngrid: {x: [1]}\n");
        string[] submit = ["submit", file, "--client-token", "t", "--max-concurrent", "2"];
        Assert.DoesNotContain("Already", (await scenario.RunAsync(submit)).Error, StringComparison.Ordinal);
        var run = await scenario.RunRecordAsync();

        Assert.DoesNotContain("Already", (await scenario.RunAsync(submit)).Error, StringComparison.Ordinal);
        Assert.StartsWith(
            $"Already submitted as {run.Id}; --max-concurrent has no effect.\n",
            (await scenario.RunAsync([.. submit[..^1], "3"])).Error, StringComparison.Ordinal);
        Assert.StartsWith(
            $"Already submitted as {run.Id}; --max-concurrent and --priority have no effect.\n",
            (await scenario.RunAsync([.. submit[..^1], "3", "--priority", "low", "--detach"])).Error, StringComparison.Ordinal);
        Assert.Equal((2, run.Priority), ((await scenario.RunRecordAsync()).MaxConcurrent, (await scenario.RunRecordAsync()).Priority));
        await scenario.AssertNothingLeftAsync();
    }
}
