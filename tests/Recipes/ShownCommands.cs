using Muster.Tests.Scenarios;

namespace Muster.Tests.Recipes;

/// <summary>Types the commands of a page in one shell, in their order.</summary>
internal static class ShownCommands
{
    private const string Mark = "--- the next command ---";

    /// <summary>Fails unless each prints what the page shows. The first that fails ends all.</summary>
    /// <param name="scenario">Has the store.</param>
    /// <param name="folder">Where they are typed.</param>
    /// <param name="commands">The commands.</param>
    public static async Task AssertAsShownAsync(Scenario scenario, string folder, IReadOnlyList<ShownCommand> commands)
    {
        Assert.NotEmpty(commands);
        scenario.Environment["MUSTER_STORE"] = scenario.Store.Root;
        using var shell = MusterProcess.StartProgram("bash", ["-c", Script(folder, commands)], scenario.Environment, "the commands of a page");
        var answer = await shell.EndAsync();

        Assert.True(answer is { Code: 0, Error: "" }, shell.Told);
        var parts = answer.Out.Split($"{Mark}\n").Skip(1).ToList();
        Assert.Equal(commands.Count, parts.Count);
        Assert.All(commands.Zip(parts), pair => Printed.AssertAsShown(pair.First, pair.Second.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string Script(string folder, IEnumerable<ShownCommand> commands) =>
        $$"""
        set -eo pipefail
        cd '{{folder}}'
        exec 2>&1
        muster() { '{{string.Join("' '", MusterProcess.Words)}}' "$@"; }

        """ + string.Concat(commands.Select(command => $"echo '{Mark}'\n{command.Text}\n"));
}
