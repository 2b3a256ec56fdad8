using Muster.Tests.Scenarios;

namespace Muster.Tests.Recipes;

/// <summary>The tutorial, typed from its first to its last command.</summary>
public class TutorialTests
{
    [Fact]
    public async Task Every_command_prints_what_the_tutorial_shows()
    {
        var page = RecipePage.ReadOne(File.ReadAllText(Path.Join(AppContext.BaseDirectory, "docs", "tutorial.md")));
        await using var scenario = new Scenario();
        foreach (var file in page.Files)
            scenario.Write(file.Name, file.Text);

        await ShownCommands.AssertAsShownAsync(scenario, scenario.At("."), page.Commands);
        await scenario.AssertNothingLeftAsync();
    }
}
