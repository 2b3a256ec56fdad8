using System.CommandLine;
using System.CommandLine.Invocation;

namespace Muster.Cli;

/// <summary>Writes help.</summary>
internal static class HelpText
{
    private const int UsualWidth = 100;
    private const string HelpName = "--help";
    private static readonly (string Left, string Right) HelpRow = ("-h, --help", "Show the help of a command");

    /// <summary>The help of the program: its commands.</summary>
    public static void WriteAll(TextWriter writer, int? width)
    {
        writer.WriteLine("Muster runs parameter sweeps on this machine and tells you the truth about them.\n");
        writer.WriteLine("Usage: muster COMMAND [OPTIONS]");
        foreach (var group in CommandTable.All.GroupBy(entry => entry.Group))
        {
            writer.WriteLine($"\n{group.Key}:");
            WriteRows(writer, width, [.. group.Select(entry => (entry.Name, entry.Summary))]);
        }

        writer.WriteLine("\nEverywhere:");
        WriteRows(writer, width, [.. CommonOptions.OfStore.Select(RowOf), HelpRow]);
    }

    /// <summary>The option that asks for a command's help.</summary>
    public static Option Option(CommandContext context) =>
        new Option<bool>(HelpName, "-h", "-?") { Description = HelpRow.Right, Recursive = true, Action = new HelpAction(context) };

    /// <summary>The help of one command.</summary>
    public static void Write(TextWriter writer, int? width, Command command)
    {
        writer.WriteLine($"{command.Description}\n");
        writer.WriteLine($"Usage: {PathOf(command)}{LineOf(command)}");
        if (command.Subcommands.Count > 0)
            WriteRows(writer, width, [.. command.Subcommands.Select(sub => (sub.Name, sub.Description ?? ""))], "\nCommands:");
        if (command.Arguments.Count > 0)
            WriteRows(writer, width, [.. command.Arguments.Select(argument => (argument.Name, argument.Description ?? ""))], "\nArguments:");
        WriteRows(writer, width, [.. command.Options.Where(option => !CommonOptions.OfStore.Contains(option) && option.Name != HelpName).Select(RowOf), .. CommonOptions.OfStore.Select(RowOf), HelpRow], "\nOptions:");
        if (command is ExplainedCommand { Examples: { Count: > 0 } examples })
        {
            writer.WriteLine("\nExamples:");
            foreach (var example in examples)
                writer.WriteLine($"  {example}");
        }
    }

    /// <summary>What stands for an option's value.</summary>
    public static string ValueOf(Option option) => option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant();

    private static string LineOf(Command command) => command is ExplainedCommand { Line: { } line }
        ? line
        : $"{string.Concat(command.Arguments.Select(UsageOf))}{(command.Subcommands.Count > 0 ? " COMMAND" : "")} [OPTIONS]";

    private static string UsageOf(Argument argument) => argument.Arity switch
    {
        { MinimumNumberOfValues: 0 } => $" [{argument.Name}]",
        { MaximumNumberOfValues: > 1 } => $" {argument.Name}...",
        _ => $" {argument.Name}",
    };

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : command.Name;

    private static (string Left, string Right) RowOf(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias != "-?").Append(option.Name).OrderBy(name => name.Length));
        var value = option.ValueType == typeof(bool) ? "" : $" {ValueOf(option)}";
        return (names + value, option.Description ?? "");
    }

    private static void WriteRows(TextWriter writer, int? width, IReadOnlyList<(string Left, string Right)> rows, string? heading = null)
    {
        if (heading is not null)
            writer.WriteLine(heading);
        var left = rows.Max(row => row.Left.Length);
        var right = Math.Max(20, (width ?? UsualWidth) - left - 4);
        foreach (var row in rows)
        {
            var lines = Wrap(row.Right, right);
            writer.WriteLine($"  {row.Left.PadRight(left)}  {lines[0]}");
            foreach (var line in lines.Skip(1))
                writer.WriteLine($"{new string(' ', left + 4)}{line}");
        }
    }

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width)
                lines.Add("");
            lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
        }

        return lines;
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
        HelpText.Write(context.Out, context.Screen.Width, parseResult.CommandResult.Command);
        return ExitCode.Done;
    }
}

/// <summary>A command whose help has examples.</summary>
internal sealed class ExplainedCommand : Command
{
    /// <summary>A command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    public ExplainedCommand(string name, string description) : base(name, description) { }

    /// <summary>What follows the name in its usage; null: arguments, then options.</summary>
    public string? Line { get; set; }

    /// <summary>Whole command lines.</summary>
    public IReadOnlyList<string> Examples { get; set; } = [];
}
