using System.Text;
using System.Text.RegularExpressions;
using Muster.Cli.Rendering;

namespace Muster.Cli.Reference;

/// <summary>Writes the manual page muster(1).</summary>
internal static partial class RoffPage
{
    /// <summary>What is left of 80 columns beside the indents, and the sign that a line goes on.</summary>
    private const int ExampleWidth = 66;

    /// <summary>The page.</summary>
    /// <param name="groups">The commands.</param>
    public static string Of(IReadOnlyList<CommandGroup> groups)
    {
        var page = new StringBuilder(".TH MUSTER 1 \"\" \"Muster\" \"User Commands\"\n");
        page.Append(".SH NAME\nmuster \\- run parameter sweeps and job graphs, and tell the truth about them\n");
        page.Append(".SH SYNOPSIS\n.B muster\n.I COMMAND\n[\\fIOPTIONS\\fR]\n");
        page.Append($".SH DESCRIPTION\n{Text(ProgramModel.Summary)}\n.PP\n{Text(ProgramModel.Naming)}\n");
        page.Append(".PP\nStandard output holds the answer and nothing else; progress, notes and errors go to standard error.\n");
        foreach (var group in groups)
        {
            page.Append($".SH COMMANDS: {Text(group.Heading.ToUpperInvariant())}\n");
            foreach (var command in group.Commands.SelectMany(each => each.Command.All))
                Append(page, command);
        }

        page.Append(".SH COMMON OPTIONS\nAll commands take these. They may stand before the command, too.\n");
        Append(page, ProgramModel.EveryOption);
        page.Append(".SH EXIT STATUS\n");
        Append(page, ExitCode.Meanings.Select(code => new Entry($"{code.Code}", code.Meaning)));
        page.Append(".SH ENVIRONMENT\n");
        Append(page, ProgramModel.Variables);
        page.Append(".SH FILES\n");
        Append(page, ProgramModel.Files);
        return page.ToString();
    }

    /// <summary>A text that roff shows as it is.</summary>
    public static string Text(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal).Replace("'", "\\(aq", StringComparison.Ordinal)
            .Replace("~", "\\(ti", StringComparison.Ordinal).Replace("^", "\\(ha", StringComparison.Ordinal).Replace("`", "\\(ga", StringComparison.Ordinal);
        // At a line's beginning a dot is a request. Options and paths are not broken where a line ends.
        return escaped.StartsWith('.') ? $"\\&{escaped}" : escaped;
    }

    private static void Append(StringBuilder page, CommandModel command)
    {
        page.Append($".SS muster {Text(command.Path)}\n{Text(command.Description)}\n");
        page.Append($".PP\nUsage:\n.B muster {Text(command.Usage)}\n");
        Append(page, [.. command.Subcommands.Select(sub => new Entry($"{sub.Path}", sub.Description)), .. command.Arguments, .. command.Options]);
        if (command.Examples.Count > 0)
            page.Append($".PP\nExamples:\n.PP\n.nf\n.RS 4\n{string.Concat(command.Examples.Select(Example))}.RE\n.fi\n");
        page.Append($".PP\nExit status: {string.Join(", ", command.Codes)}.\n");
    }

    /// <summary>A long command line goes on below, as a shell takes it: nothing is broken within quotes.</summary>
    private static string Example(string line)
    {
        var lines = Wrapped.Lines(ShellWord().Matches(line).Select(word => word.Value), ExampleWidth);
        return $"{string.Join(" \\e\n    ", lines.Select(Text))}\n";
    }

    private static void Append(StringBuilder page, IEnumerable<Entry> entries)
    {
        foreach (var entry in entries)
            page.Append($".TP\n.B {Text(entry.Word)}\n{Text(entry.Text)}\n");
    }

    [GeneratedRegex(@"(?:'[^']*'|""[^""]*""|[^\s'""])+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShellWord();
}
