using Muster.Agent.Processes;

namespace Muster.Tests.Scenarios;

public sealed class TroubleScenarios
{
    private const string Sweep = "command: echo ran >> \"$SCENARIO/ran\"\ngrid: {x: [1]}\n";

    [Fact]
    public async Task Store_below_a_file_is_told_in_a_line()
    {
        await using var scenario = new Scenario();
        scenario.Write("store", "a file");
        var answer = await scenario.RunAsync("submit", scenario.Write("one.yaml", Sweep));

        Assert.Equal(3, answer.Code);
        Assert.StartsWith($"muster: The store {scenario.Store.Root} cannot be written: ", answer.Error, StringComparison.Ordinal);
        Assert.EndsWith(" Give its directory to this user, or give another one with --store.\n", answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal(["a file"], scenario.Lines("store"));
        Assert.Empty(scenario.Lines("ran"));
        await scenario.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("submit")]
    [InlineData("engine")]
    public async Task Damaged_store_is_told_in_a_line_and_left_as_it_is(string command)
    {
        await using var scenario = new Scenario();
        Directory.CreateDirectory(scenario.Store.Root);
        var rubbish = string.Concat(Enumerable.Repeat("this is no database; ", 500));
        File.WriteAllText(scenario.Store.StoreFile, rubbish);
        var answer = await scenario.RunAsync(command == "submit" ? ["submit", scenario.Write("one.yaml", Sweep)] : ["engine", "run"]);

        Assert.Equal(3, answer.Code);
        Assert.Equal(
            $"muster: The store {scenario.Store.StoreFile} is damaged or is no Muster store: file is not a database. Nothing was changed. Move it away, or restore it from a copy, or give another directory with --store.\n",
            answer.Error);
        Assert.Equal(rubbish, File.ReadAllText(scenario.Store.StoreFile));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Machine_without_bash_takes_no_submission_and_says_so_in_a_line()
    {
        await using var scenario = new Scenario();
        scenario.Environment["PATH"] = scenario.At("nothing");
        var answer = await scenario.RunAsync("submit", scenario.Write("one.yaml", Sweep));

        Assert.Equal(64, answer.Code);
        Assert.Equal(StartException.ShellMissing(scenario.At("nothing")).Message, answer.Error["muster: ".Length..].TrimEnd('\n'));
        Assert.False(scenario.Store.Exists);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Engine_without_bash_leaves_the_run_for_one_that_has_it()
    {
        await using var scenario = new Scenario();
        var file = scenario.Write("gated.yaml", """
            command: |
              echo started >> "$SCENARIO/started"
              while [ ! -e "$SCENARIO/open" ]; do sleep 0.01; done
            grid: {x: [1]}
            """);
        using var killed = scenario.Start("submit", file, "--client-token", "t");
        await scenario.LinesAsync("started", 1);
        await killed.KillAsync();
        scenario.Environment["PATH"] = scenario.At("nothing");
        Assert.Equal(64, (await scenario.RunAsync("engine", "run")).Code);
        scenario.Environment.Remove("PATH");
        scenario.Write("open", "");

        Assert.Equal(0, (await scenario.RunAsync("submit", file, "--client-token", "t")).Code);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Store_on_AWS_without_credentials_says_how_to_get_some()
    {
        await using var scenario = new Scenario();
        foreach (var name in (string[])["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"])
            scenario.Environment[name] = null;
        scenario.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        scenario.Environment["AWS_CONFIG_FILE"] = scenario.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        using var process = MusterProcess.Start(["list", "--store", "aws://eu-central-1/none"], scenario.Environment);

        var answer = await process.EndAsync();
        Assert.Equal((3, ""), (answer.Code, answer.Out));
        Assert.Equal(
            "muster: No AWS credentials were found for the store aws://eu-central-1/none. Name a profile by --profile or AWS_PROFILE, or sign in: aws sso login, or aws configure.\n",
            answer.Error);
    }
}
