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
        using (var copy = MusterProcess.StartProgram("cp", ["-r", Path.Join(Folder, name), scenario.At("recipe")], scenario.Environment, "the copy of the recipe"))
            Assert.Equal(0, (await copy.EndAsync()).Code);
        await ShownCommands.AssertAsShownAsync(scenario, scenario.At("recipe"), RecipePage.All[name].Commands);
        await scenario.AssertNothingLeftAsync();
    }

    private static string? Missing(params string[] tools) =>
        tools.FirstOrDefault(tool => !System.Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Join(folder, tool))));
}
