using System.Text.Json;
using Muster.Cli;

namespace Muster.Tests.Cli;

/// <summary>What holds for every command. A new one is found by its definition, and fails here until its rows are in <see cref="CodeCases"/>.</summary>
public class EveryCommandTests
{
    private const int Narrow = 40;

    public static TheoryData<string> CommandsWithJson => [.. Definitions.Leaves.Where(command => command.Options.Any(option => option.Word == "--json")).Select(command => command.Path)];

    public static TheoryData<string> CommandsWithTables => [.. Definitions.Leaves.Select(command => command.Path).Except(CodeCases.Prose)];

    public static TheoryData<string> Commands => [.. Definitions.Leaves.Select(command => command.Path)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_exit_code_of_a_command_is_given_by_a_command_line(string path)
    {
        var cases = CodeCases.All.Where(row => row.Command == path).ToList();

        Assert.Equal(Definitions.Leaves.Single(command => command.Path == path).Codes, cases.Select(row => row.Code).Order());
        foreach (var row in cases)
        {
            if (!row.IsInMemory)
                Assert.True(row.IsShown, $"{row}: there is no test {row.ShownBy?.Tests.Name}.{row.ShownBy?.Name}.");
            else if (await row.RunAsync() is var answer && answer.Code != row.Code)
                Assert.Fail($"{row}: {answer}");
        }
    }

    [Fact]
    public void Every_row_is_of_a_command() => Assert.Empty(CodeCases.All.Select(row => row.Command).Except(Definitions.Leaves.Select(command => command.Path)));

    [Theory]
    [MemberData(nameof(CommandsWithJson))]
    public async Task An_answer_in_json_is_all_of_standard_output(string path)
    {
        var answer = await Done(path).RunAsync(null, "--json");

        using var json = JsonDocument.Parse(answer.Out);
        Assert.EndsWith("\n", answer.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Without_colours_nothing_steers_a_terminal(string path)
    {
        foreach (var row in CodeCases.All.Where(row => row.Command == path && (row.IsInMemory || path == "doctor")))
        {
            foreach (var screen in (Screen[])[Screen.None, new(80, HasColor: false)])
            {
                var answer = await row.RunAsync(screen);
                Assert.DoesNotContain(answer.Out + answer.Error, character => char.IsControl(character) && character != '\n');
            }
        }
    }

    [Theory]
    [MemberData(nameof(CommandsWithTables))]
    public async Task No_line_of_a_table_is_wider_than_a_narrow_terminal(string path)
    {
        var answer = await Done(path).RunAsync(new(Narrow, HasColor: false));

        Assert.All(answer.Out.Split('\n'), line => Assert.True(line.Length <= Narrow, line));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_fits_a_narrow_terminal_but_for_what_is_to_be_copied(string path)
    {
        var answer = await new CliRig { Screen = new(Narrow, HasColor: false) }.RunAsync([.. path.Split(' '), "--help"]);

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.All(answer.Out.Split("\nExamples:")[0].Split('\n').Where(line => !line.StartsWith("Usage: ", StringComparison.Ordinal)), line => Assert.True(line.Length <= Narrow, line));
    }

    private static CodeCase Done(string path) => CodeCases.All.First(row => row.Command == path && row.Code == ExitCode.Done);
}
