using Muster.Tests.Scenarios;

namespace Muster.Tests.Recipes;

/// <summary>The recipes of <c>docs/recipes.md</c>, run from the very text of the page.</summary>
public class RecipeTests
{
    private static readonly string Folder = Path.Join(Repository.Folder, "examples", "recipes");

    public static TheoryData<string> Names => [.. RecipePage.All.Keys];

    [Fact]
    public void Every_folder_of_recipes_has_its_section() =>
        Assert.Equal(Directory.GetDirectories(Folder).Select(Path.GetFileName).Order(), RecipePage.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Files_are_shown_as_they_are(string name)
    {
        Assert.Contains(RecipePage.All[name].Files, file => file.Name == "sweep.yaml");
        Assert.All(RecipePage.All[name].Files, file => Assert.Equal(File.ReadAllText(Path.Join(Folder, name, file.Name)), file.Text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Commands_print_what_the_page_shows(string name)
    {
        Assert.SkipWhen(name == "benchmark" && Missing("bzip2", "xz") is not null, "bzip2 and xz are not both installed.");
        await using var scenario = new Scenario();
        scenario.Environment["MUSTER_STORE"] = scenario.Store.Root;
        using (var copy = MusterProcess.StartProgram("cp", ["-r", Path.Join(Folder, name), scenario.At("recipe")], scenario.Environment, "the copy of the recipe"))
            Assert.Equal(0, (await copy.EndAsync()).Code);
        var commands = RecipePage.All[name].Commands;
        Assert.NotEmpty(commands);

        using var shell = MusterProcess.StartProgram("bash", ["-c", Script(scenario.At("recipe"), commands)], scenario.Environment, name);
        var answer = await shell.EndAsync();

        Assert.True(answer is { Code: 0, Error: "" }, shell.Told);
        var parts = answer.Out.Split($"{Mark}\n").Skip(1).ToList();
        Assert.Equal(commands.Count, parts.Count);
        Assert.All(commands.Zip(parts), pair => Printed.AssertAsShown(pair.First, pair.Second.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        await scenario.AssertNothingLeftAsync();
    }

    private const string Mark = "--- the next command ---";

    /// <summary>All commands in one shell, in their order, as if typed. The first that fails ends it.</summary>
    private static string Script(string folder, IEnumerable<ShownCommand> commands) =>
        $$"""
        set -eo pipefail
        cd '{{folder}}'
        exec 2>&1
        muster() { '{{string.Join("' '", MusterProcess.Words)}}' "$@"; }

        """ + string.Concat(commands.Select(command => $"echo '{Mark}'\n{command.Text}\n"));

    private static string? Missing(params string[] tools) =>
        tools.FirstOrDefault(tool => !System.Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Join(folder, tool))));
}
