using System.CommandLine;

namespace Muster.Cli.Reference;

/// <summary>A word and what it means.</summary>
/// <param name="Word">An argument, an option with its value, a variable.</param>
/// <param name="Text">What it means.</param>
internal sealed record Entry(string Word, string Text);

/// <summary>What there is to say of a command, read from its definition. Help, the manual page and the reference are written from it.</summary>
internal sealed record CommandModel
{
    /// <summary>Its name with those of the commands above it, such as <c>engine run</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it does.</summary>
    public required string Description { get; init; }

    /// <summary>How it is called, after <c>muster</c>.</summary>
    public required string Usage { get; init; }

    /// <summary>Its arguments in order.</summary>
    public required IReadOnlyList<Entry> Arguments { get; init; }

    /// <summary>Its own options, without those that all commands have.</summary>
    public required IReadOnlyList<Entry> Options { get; init; }

    /// <summary>Whole command lines.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>The exit codes that it may give, ascending.</summary>
    public required IReadOnlyList<int> Codes { get; init; }

    /// <summary>The commands below it.</summary>
    public required IReadOnlyList<CommandModel> Subcommands { get; init; }

    /// <summary>Whether it does something itself, and does not only hold the commands below it.</summary>
    public required bool Acts { get; init; }

    /// <summary>It and all commands below it.</summary>
    public IEnumerable<CommandModel> All => Subcommands.SelectMany(sub => sub.All).Prepend(this);

    /// <summary>Reads a definition.</summary>
    /// <param name="command">The command.</param>
    /// <param name="above">The path of the command above it, with a blank after it; empty: none.</param>
    public static CommandModel Of(Command command, string above = "")
    {
        var path = above + command.Name;
        var explained = command as ExplainedCommand;
        return new()
        {
            Path = path,
            Description = command.Description ?? "",
            Usage = path + (explained?.Line ?? LineOf(command)),
            Arguments = [.. command.Arguments.Where(IsShown).Select(argument => new Entry(argument.Name, argument.Description ?? ""))],
            Options = [.. command.Options.Where(option => IsShown(option) && option.Name != HelpText.HelpName && !CommonOptions.OfStore.Contains(option)).Select(EntryOf)],
            Examples = explained?.Examples ?? [],
            Codes = [.. ExitCode.OfAll.Concat(explained?.AlsoExitsWith ?? []).Order()],
            Acts = command.Action is not null,
            Subcommands = [.. command.Subcommands.Where(IsShown).Select(sub => Of(sub, $"{path} "))],
        };
    }

    /// <summary>The row of an option: its names, what stands for its value, and what it does.</summary>
    public static Entry EntryOf(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias != "-?").Append(option.Name).OrderBy(name => name.Length));
        return new(option.ValueType == typeof(bool) ? names : $"{names} {ValueOf(option)}", option.Description ?? "");
    }

    /// <summary>What stands for an option's value.</summary>
    public static string ValueOf(Option option) => option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant();

    private static string LineOf(Command command) =>
        $"{string.Concat(command.Arguments.Where(IsShown).Select(UsageOf))}{(command.Subcommands.Count == 0 ? "" : command.Action is null ? " COMMAND" : " [COMMAND]")} [OPTIONS]";

    private static bool IsShown(Symbol symbol) => !symbol.Hidden;

    private static string UsageOf(Argument argument) => argument.Arity switch
    {
        { MinimumNumberOfValues: 0, MaximumNumberOfValues: > 1 } => $" [{argument.Name}...]",
        { MinimumNumberOfValues: 0 } => $" [{argument.Name}]",
        { MaximumNumberOfValues: > 1 } => $" {argument.Name}...",
        _ => $" {argument.Name}",
    };
}
