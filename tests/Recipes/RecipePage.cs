using System.Text.RegularExpressions;

namespace Muster.Tests.Recipes;

/// <summary>What <c>docs/recipes.md</c> says: the recipes with their files and commands, as it shows them.</summary>
internal static partial class RecipePage
{
    /// <summary>The recipes by the name of their folder under <c>examples/recipes</c>.</summary>
    public static IReadOnlyDictionary<string, Recipe> All { get; } = Read(File.ReadAllText(Path.Join(AppContext.BaseDirectory, "docs", "recipes.md")));

    private static Dictionary<string, Recipe> Read(string page) =>
        page.Split("\n## ").Skip(1).Select(ReadOne).ToDictionary(recipe => recipe.Name, StringComparer.Ordinal);

    /// <summary>The files and commands of a text; its name is empty where it names no folder.</summary>
    public static Recipe ReadOne(string section)
    {
        var blocks = Fence().Matches(section).Select(match => (Info: match.Groups["info"].Value.Split(' '), Text: match.Groups["text"].Value)).ToList();
        return new(
            Link().Match(section).Groups["name"].Value,
            [.. blocks.Where(block => block.Info[0] != "console").Select(block => new ShownFile(block.Info[1], block.Text))],
            [.. blocks.Where(block => block.Info[0] == "console").SelectMany(block => Commands(block.Text, block.Info.Contains("measured")))]);
    }

    /// <summary>Lines that begin with <c>$</c> are commands; what follows them is what they print.</summary>
    private static IEnumerable<ShownCommand> Commands(string text, bool isMeasured) =>
        $"\n{text}".Split("\n$ ").Skip(1).Select(command => command.TrimEnd('\n').Split('\n')).Select(lines => new ShownCommand(lines[0], lines[1..], isMeasured));

    [GeneratedRegex(@"^```(?<info>[a-z].*)\n(?<text>(?s:.*?))^```$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(\.\./examples/recipes/(?<name>[a-z]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}

/// <summary>A recipe of the page.</summary>
/// <param name="Name">The name of its folder.</param>
/// <param name="Files">The files that the page shows.</param>
/// <param name="Commands">Its commands in their order.</param>
internal sealed record Recipe(string Name, IReadOnlyList<ShownFile> Files, IReadOnlyList<ShownCommand> Commands);

/// <summary>A file of the recipe's folder, as the page shows it.</summary>
internal sealed record ShownFile(string Name, string Text);

/// <summary>A command, as the page shows it.</summary>
/// <param name="Text">What is typed.</param>
/// <param name="Lines">What it prints. <c>...</c> stands for any lines.</param>
/// <param name="IsMeasured">Whether its fractions are measurements, which differ each time.</param>
internal sealed record ShownCommand(string Text, IReadOnlyList<string> Lines, bool IsMeasured);
