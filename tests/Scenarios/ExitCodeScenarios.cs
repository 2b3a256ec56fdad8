namespace Muster.Tests.Scenarios;

/// <summary>Exit codes that only real processes give.</summary>
public sealed class ExitCodeScenarios
{
    [Theory]
    [InlineData("submit")]
    [InlineData("run")]
    public async Task Watching_that_lasted_long_enough_leaves_the_run_to_an_engine(string command)
    {
        const string Gate = "while [ ! -e \"$SCENARIO/open\" ]; do sleep 0.01; done";
        await using var scenario = new Scenario();
        using var submit = command == "run"
            ? scenario.Start("run", "--name", "gated", "--wait-timeout", "1s", "--", "bash", "-c", Gate)
            : scenario.Start("submit", scenario.Write("gated.yaml", $"name: gated\ncommand: {Gate}\ngrid: {{x: [1]}}\n"), "--wait-timeout", "1s");
        await scenario.UntilAsync("the end of its patience", () => submit.Error.Contains("Letting running points finish", StringComparison.Ordinal));
        scenario.Write("open", "");

        var answer = await submit.EndAsync();
        Assert.Equal(124, answer.Code);
        Assert.Contains($"\nTime is up: run {(await scenario.RunRecordAsync()).Id} is running, 0 of 1 points have ended. It goes on.\n", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await scenario.RunAsync("wait", "gated")).Code);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Retry_that_fails_again_is_told_by_its_code()
    {
        await using var scenario = new Scenario();
        Assert.Equal(1, (await scenario.RunAsync("submit", scenario.Write("bad.yaml", "command: exit 7\ngrid: {x: [1]}\n"))).Code);

        Assert.Equal(1, (await scenario.RunAsync("retry", "last", "--wait")).Code);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Engine_without_work_ends_well()
    {
        await using var scenario = new Scenario();

        Assert.Equal(0, (await scenario.RunAsync("engine", "run")).Code);
        await scenario.AssertNothingLeftAsync();
    }
}
