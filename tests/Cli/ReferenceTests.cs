using System.CommandLine;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Muster.Cli;
using Muster.Cli.Reference;

namespace Muster.Tests.Cli;

/// <summary>Help, the manual page and the reference are made from the commands' definitions.</summary>
public partial class ReferenceTests
{
    public static TheoryData<string> Commands => [.. Definitions.Leaves.Select(command => command.Path)];

    [Fact]
    public async Task The_manual_page_is_the_one_that_is_committed()
    {
        var answer = await new CliRig().RunAsync("man");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.IsCommitted("docs/man/muster.1", answer.Out);
    }

    [Fact]
    public void The_reference_is_the_one_that_is_committed() => Snapshot.IsCommitted("docs/cli.md", MarkdownPage.Of(Definitions.Groups));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_examples_that_its_own_definition_takes(string path)
    {
        var examples = Definitions.Leaves.Single(command => command.Path == path).Examples;

        Assert.NotEmpty(examples);
        Assert.All(examples, example =>
        {
            var words = WordsOf(example);
            Assert.Equal(path, string.Join(' ', words.Take(path.Split(' ').Length)));
            Assert.Empty(CommandLine.Parse(CommandTable.Find(words[0])!.Build(Definitions.Context), words, Definitions.Context).Errors);
        });
    }

    [Fact]
    public void Every_variable_of_the_page_of_commands_is_in_the_reference()
    {
        var docs = Path.Join(AppContext.BaseDirectory, "docs");
        var ofPoints = Variable().Matches(File.ReadAllText(Path.Join(docs, "sweeps.md"))).Select(match => match.Value);
        Assert.All(Variable().Matches(File.ReadAllText(Path.Join(docs, "commands.md"))).Select(match => match.Value).Except(ofPoints), name =>
            Assert.Contains(ProgramModel.Variables, entry => entry.Word.Split(", ").Contains(name)));
    }

    [Theory]
    [InlineData(".hidden", "\\&.hidden")]
    [InlineData("a-b 'c' d\\e", "a\\-b \\(aqc\\(aq d\\ee")]
    [InlineData("~/^`", "\\(ti/\\(ha\\(ga")]
    public void Roff_shows_every_text_as_it_is(string text, string roff) => Assert.Equal(roff, RoffPage.Text(text));

    [Fact]
    public async Task Man_renders_the_page_without_a_warning()
    {
        var start = new ProcessStartInfo("man", ["--warnings", "--local-file", "-"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["MANWIDTH"], start.Environment["LC_ALL"]) = ("80", "C.UTF-8");
        Assert.SkipUnless(File.Exists("/usr/bin/man"), "man is not installed.");
        using var man = Process.Start(start)!;
        var (page, warnings) = (man.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), man.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await man.StandardInput.WriteAsync(RoffPage.Of(Definitions.Groups));
        man.StandardInput.Close();

        Assert.Equal("", await warnings);
        Assert.All((await page).Split('\n'), line => Assert.True(Overstrike().Replace(line, "").Length <= 80, line));
        await man.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, man.ExitCode);
    }

    /// <summary>The words after <c>muster</c>, without what only the shell reads.</summary>
    private static string[] WordsOf(string example)
    {
        var line = Invocation().Match(example).Groups["line"].Value;
        return [.. Word().Matches(line).Select(word => word.Value.Trim('\'', '"'))];
    }

    [GeneratedRegex(@"muster (?<line>(?:'[^']*'|""[^""]*""|[^|>)&;])*)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Invocation();

    [GeneratedRegex(@"(?:'[^']*'|""[^""]*""|[^\s'""])+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex("(?<=`\\$?)(?:MUSTER|XDG|NO)_[A-Z_]+(?=`)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    /// <summary>Bold and underlined letters, written twice.</summary>
    [GeneratedRegex(".\b|\u001b\\[[0-9;]*m", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Overstrike();
}
