using System.CommandLine;
using System.CommandLine.Invocation;
using Muster.Cli.Reference;
using Muster.Cli.Rendering;

namespace Muster.Cli;

/// <summary>Writes help.</summary>
internal static class HelpText
{
    /// <summary>The option that asks for help.</summary>
    public const string HelpName = "--help";

    private const int UsualWidth = 100;

    /// <summary>Where less than this is left beside the longest word, meanings stand below the words.</summary>
    private const int LeastBeside = 24;

    /// <summary>The help of the program: its commands.</summary>
    public static void WriteAll(TextWriter writer, int? width)
    {
        WriteText(writer, width, ProgramModel.Summary);
        writer.WriteLine("\nUsage: muster COMMAND [OPTIONS]");
        foreach (var group in CommandTable.All.GroupBy(entry => entry.Group))
            WriteRows(writer, width, $"\n{group.Key}:", [.. group.Select(entry => new Entry(entry.Name, entry.Summary))]);
        WriteRows(writer, width, "\nEverywhere:", ProgramModel.EveryOption);
    }

    /// <summary>The option that asks for a command's help.</summary>
    public static Option Option(CommandContext context) =>
        new Option<bool>(HelpName, "-h", "-?") { Description = ProgramModel.Help.Text, Recursive = true, Action = new HelpAction(context) };

    /// <summary>The help of one command.</summary>
    public static void Write(TextWriter writer, int? width, CommandModel command)
    {
        WriteText(writer, width, command.Description);
        writer.WriteLine($"\nUsage: muster {command.Usage}");
        WriteRows(writer, width, "\nCommands:", [.. command.Subcommands.Select(sub => new Entry(sub.Path.Split(' ')[^1], sub.Description))]);
        WriteRows(writer, width, "\nArguments:", command.Arguments);
        WriteRows(writer, width, "\nOptions:", [.. command.Options, .. ProgramModel.EveryOption]);
        if (command.Examples.Count > 0)
            writer.WriteLine("\nExamples:");
        foreach (var example in command.Examples)
            writer.WriteLine($"  {example}");
    }

    private static void WriteText(TextWriter writer, int? width, string text)
    {
        foreach (var line in Wrapped.Lines(text, width ?? UsualWidth))
            writer.WriteLine(line);
    }

    private static void WriteRows(TextWriter writer, int? width, string heading, IReadOnlyList<Entry> rows)
    {
        if (rows.Count == 0)
            return;
        writer.WriteLine(heading);
        var left = rows.Max(row => row.Word.Length);
        var beside = (width ?? UsualWidth) - left - 4;
        foreach (var row in rows)
        {
            if (beside < LeastBeside)
                WriteBelow(writer, (width ?? UsualWidth) - 6, row);
            else
                WriteBeside(writer, (left, beside), row);
        }
    }

    private static void WriteBeside(TextWriter writer, (int Left, int Right) widths, Entry row)
    {
        var lines = Wrapped.Lines(row.Text, widths.Right);
        writer.WriteLine($"  {row.Word.PadRight(widths.Left)}  {lines[0]}");
        foreach (var line in lines.Skip(1))
            writer.WriteLine($"{new string(' ', widths.Left + 4)}{line}");
    }

    private static void WriteBelow(TextWriter writer, int width, Entry row)
    {
        writer.WriteLine($"  {row.Word}");
        foreach (var line in Wrapped.Lines(row.Text, width))
            writer.WriteLine($"      {line}");
    }
}

/// <summary>Shows a command's help.</summary>
internal sealed class HelpAction(CommandContext context) : SynchronousCommandLineAction
{
    /// <inheritdoc />
    public override bool ClearsParseErrors => true;

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        HelpText.Write(context.Out, context.Screen.Width, CommandModel.Of(command, Above(command)));
        return ExitCode.Done;
    }

    /// <summary>The commands between the root, which is <c>muster</c>, and this one.</summary>
    private static string Above(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent && parent.Parents.Any() ? $"{Above(parent)}{parent.Name} " : "";
}
