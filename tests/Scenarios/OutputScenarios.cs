namespace Muster.Tests.Scenarios;

/// <summary>What becomes of an answer that nobody reads, or that nothing takes.</summary>
public sealed class OutputScenarios
{
    private const string Full = "muster: The answer could not be written to standard output: No space left on device. Make room there, or send it elsewhere, and ask again.\n";

    [Theory]
    [InlineData("points last --json")]
    [InlineData("results last --format jsonl")]
    [InlineData("acct last")]
    [InlineData("man")]
    [InlineData("help")]
    [InlineData("version --json")]
    public async Task Reader_that_goes_away_ends_the_command_in_peace(string line)
    {
        await using var scenario = await WithRunAsync();

        // The pipe's reader has gone before the command begins, so that every write fails.
        var answer = await BashAsync(scenario, $"{{ sleep 0.2; {Muster(line)}; echo \"code $?\" >&2; }} | true");

        Assert.Equal((0, "code 0\n"), (answer.Code, answer.Error));
    }

    [Theory]
    [InlineData("points last --json")]
    [InlineData("results last --format csv")]
    [InlineData("list")]
    [InlineData("logs last 0")]
    [InlineData("completion zsh")]
    [InlineData("help")]
    [InlineData("status --help")]
    [InlineData("version")]
    public async Task Output_that_is_full_is_an_error_in_a_sentence(string line)
    {
        await using var scenario = await WithRunAsync();

        var answer = await BashAsync(scenario, $"{Muster(line)} > /dev/full");

        Assert.Equal(3, answer.Code);
        Assert.EndsWith(Full, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_to_one_file_stand_one_after_the_other()
    {
        await using var scenario = await WithRunAsync();

        await BashAsync(scenario, $"{{ {Muster("version")}; {Muster("logs last 0")}; {Muster("version")}; }} > '{scenario.At("answers")}'");

        var lines = scenario.Lines("answers");
        Assert.Equal([lines[0], "this was said", lines[0]], lines);
    }

    private static string Muster(string line) => $"'{string.Join("' '", MusterProcess.Words)}' {line}";

    private static async Task<Scenario> WithRunAsync()
    {
        var scenario = new Scenario();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("said.yaml", "command: echo this was said\ngrid: {x: [1, 2]}\n"))).Code);
        return scenario;
    }

    private static async Task<Cli.Answer> BashAsync(Scenario scenario, string script)
    {
        using var process = MusterProcess.StartProgram("bash", ["-c", script], new Dictionary<string, string?>(scenario.Environment, StringComparer.Ordinal) { ["MUSTER_STORE"] = scenario.Store.Root }, script);
        return await process.EndAsync();
    }
}
