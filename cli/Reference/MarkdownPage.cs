using System.Text;

namespace Muster.Cli.Reference;

/// <summary>Writes the reference of the command line, docs/cli.md.</summary>
internal static class MarkdownPage
{
    /// <summary>The page.</summary>
    /// <param name="groups">The commands.</param>
    public static string Of(IReadOnlyList<CommandGroup> groups)
    {
        var page = new StringBuilder("""
            # Command line

            All commands, their arguments, options, examples and exit codes, as their definitions say (`muster COMMAND --help` shows the same, and `man muster`). This page is
            made from them, and a test holds it to them. What definitions cannot say, such as how commands behave and the fields of their JSON, is in [commands.md](commands.md).


            """);
        page.Append($"{Text(ProgramModel.Naming)}\n");
        foreach (var group in groups)
        {
            page.Append($"\n| {group.Heading} | |\n|---|---|\n");
            foreach (var (summary, command) in group.Commands)
                page.Append($"| [`{command.Path}`](#muster-{command.Path}) | {Cell(summary)} |\n");
        }

        Append(page, "\n## Common options\n\nAll commands take these. They may stand before the command, too.\n", "option", ProgramModel.EveryOption);
        Append(page, "\n## Exit codes\n", "code", ExitCode.Meanings.Select(code => new Entry($"{code.Code}", code.Meaning)));
        Append(page, "\n## Environment\n", "variable", ProgramModel.Variables);
        Append(page, "\n## Files\n", "file", ProgramModel.Files);
        foreach (var command in groups.SelectMany(group => group.Commands).SelectMany(each => each.Command.All))
            Append(page, command);
        return page.ToString();
    }

    private static void Append(StringBuilder page, CommandModel command)
    {
        page.Append($"\n## muster {command.Path}\n\n{Text(command.Description)}\n\n    muster {command.Usage}\n");
        Append(page, "", "command", command.Subcommands.Select(sub => new Entry(sub.Path, sub.Description)));
        Append(page, "", "argument", command.Arguments);
        Append(page, "", "option", command.Options);
        if (command.Examples.Count > 0)
            page.Append($"\nExamples:\n\n{string.Concat(command.Examples.Select(example => $"    {example}\n"))}");
        page.Append($"\nExit codes: {string.Join(", ", command.Codes)}.\n");
    }

    private static void Append(StringBuilder page, string before, string kind, IEnumerable<Entry> entries)
    {
        var rows = string.Concat(entries.Select(entry => $"| `{entry.Word}` | {Cell(entry.Text)} |\n"));
        if (rows.Length > 0)
            page.Append($"{before}\n| {kind} | meaning |\n|---|---|\n{rows}");
    }

    private static string Cell(string text) => Text(text).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>Angle brackets and stars would be markup.</summary>
    private static string Text(string text) =>
        text.Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
