using System.CommandLine;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Chunks;
using Muster.Cli;
using Muster.Operations;
using Muster.Sweeps;
using Muster.Testing.Builders;
using Muster.Tests.Scenarios;
using Muster.Workers;

namespace Muster.Tests.Cli;

/// <summary>The pages of docs name all that the command has.</summary>
public partial class DocumentationTests
{
    private static readonly string Docs = Path.Join(AppContext.BaseDirectory, "docs");
    private static readonly string Commands = File.ReadAllText(Path.Join(Docs, "commands.md"));

    [Fact]
    public void Every_command_has_a_section_that_names_its_options()
    {
        using var context = Context();
        var sections = Commands.Split("\n## ").Skip(1).ToDictionary(section => section.Split('\n')[0], StringComparer.Ordinal);
        Assert.All(CommandTable.All, entry =>
        {
            var command = entry.Build(context);
            var names = command.Options.Concat(command.Subcommands.SelectMany(sub => sub.Options)).Select(option => option.Name);
            Assert.All([.. names, .. command.Subcommands.Select(sub => $"{entry.Name} {sub.Name}")], name => Assert.Matches($@"`(?:[^`]* )?{Regex.Escape(name)}[ `,]", sections[entry.Name]));
            Assert.Contains($"`muster {entry.Name}", sections[entry.Name], StringComparison.Ordinal);
        });
        Assert.All(CommonOptions.OfStore, option => Assert.Contains($"`{option.Name} ", sections["Where the store is"], StringComparison.Ordinal));
    }

    [Fact]
    public void Every_option_of_the_page_is_one_of_its_command()
    {
        using var context = Context();
        foreach (var section in Commands.Split("\n## ").Skip(1))
        {
            if (CommandTable.Find(section.Split('\n')[0]) is not { } entry)
                continue;
            var command = entry.Build(context);
            var known = command.Options.Concat(command.Subcommands.SelectMany(sub => sub.Options)).Select(option => option.Name).ToHashSet(StringComparer.Ordinal);
            Assert.All(OptionCell().Matches(section).SelectMany(row => OptionName().Matches(row.Value)), option => Assert.Contains(option.Value, known));
        }
    }

    [Fact]
    public void Every_exit_code_is_explained() => Assert.All(
        typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static),
        code => Assert.Contains($"\n| {code.GetRawConstantValue()} | ", Commands, StringComparison.Ordinal));

    [Theory]
    [InlineData("status-running.json")]
    [InlineData("list.json")]
    [InlineData("points.json")]
    [InlineData("acct.json")]
    [InlineData("why-point.json")]
    [InlineData("validate.json")]
    [InlineData("validate-queue.json")]
    [InlineData("template-list.json")]
    [InlineData("template-show.json")]
    [InlineData("doctor.json")]
    [InlineData("delete.json")]
    [InlineData("engine-status.json")]
    [InlineData("offers.json")]
    public void Every_field_of_an_answer_in_json_is_named(string snapshot)
    {
        using var answer = JsonDocument.Parse(Snapshot.Read(snapshot));
        Assert.All(Names(answer.RootElement), name => Assert.Contains($"`{name}`", Commands, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_column_of_results_is_named() => Assert.All(
        [ResultNames.Index, .. ResultNames.Endings],
        name => Assert.All((string[])["commands.md", "sweeps.md"], page => Assert.Contains($"`{name}`", File.ReadAllText(Path.Join(Docs, page)), StringComparison.Ordinal)));

    [Fact]
    public async Task Every_variable_of_a_point_is_named()
    {
        var sweeps = await File.ReadAllTextAsync(Path.Join(Docs, "sweeps.md"), TestContext.Current.CancellationToken);
        var run = await (await new RunWorld().AddAsync()).RecordAsync();
        var shared = PointEnvironment.Shared(run, new() { Name = "s", Command = "true" }, "/runs").Variables.ExceptBy(EnvironmentTemplate.OfEngineAnd([]).Variables.Select(variable => variable.Name), variable => variable.Name);
        var own = PointEnvironment.Of(
            new(0, [], Muster.Placement.PlacementSpec.Anywhere), new StartOrder(0, 1, 0, new ChunkKey(run.Id, 1, 0, 0)), new("/point", "/result", ["0"]), DateTimeOffset.UnixEpoch);

        Assert.All(
            [.. shared.Concat(own).Append(PointEnvironment.MarkOf(run.Id, 1, 0, 1)).Select(variable => variable.Name), $"{ParameterName.Variable("")}<name>"],
            name => Assert.Contains($"`{name}`", sweeps, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_decision_is_listed()
    {
        var index = File.ReadAllText(Path.Join(Docs, "decisions", "README.md"));
        Assert.All(
            Directory.GetFiles(Path.Join(Docs, "decisions")).Select(Path.GetFileName).Where(name => name != "README.md"),
            name => Assert.Contains($"]({name})", index, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_page_is_linked_from_the_first()
    {
        var first = File.ReadAllText(Path.Join(Docs, "README.md"));
        Assert.All(Directory.GetFiles(Docs, "*.md").Select(Path.GetFileName).Where(name => name != "README.md"), name => Assert.Contains($"](docs/{name})", first, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_single_file_is_installed_as_a_file_of_a_folder_that_is_not_there_yet()
    {
        var line = File.ReadAllLines(Path.Join(Docs, "install.md")).Single(text => text.StartsWith("    install ", StringComparison.Ordinal));
        var home = Directory.CreateTempSubdirectory("muster-install-");
        home.CreateSubdirectory("artifacts/single");
        await File.WriteAllTextAsync(Path.Join(home.FullName, "artifacts/single/muster"), "", TestContext.Current.CancellationToken);
        using var shell = MusterProcess.StartProgram("bash", ["-c", line], new Dictionary<string, string?> { ["HOME"] = home.FullName }, line, home.FullName);

        Assert.Equal(new(0, "", ""), await shell.EndAsync());
        Assert.True(File.Exists(Path.Join(home.FullName, ".local/bin/muster")));
        home.Delete(recursive: true);
    }

    private static CommandContext Context() => new()
    {
        OutBytes = Stream.Null,
        Error = TextWriter.Null,
        Screen = Screen.None,
        Environment = _ => null,
        Time = TimeProvider.System,
        OpenStore = _ => null,
    };

    private static IEnumerable<string> Names(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Names),
        // The parameters' names are the sweep's own.
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => property.Name == "parameters" ? [property.Name] : Names(property.Value).Append(property.Name)),
        _ => [],
    };

    [GeneratedRegex(@"^\| `--[^|]*\|", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionCell();

    [GeneratedRegex("--[a-z-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionName();
}
