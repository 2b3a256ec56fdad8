using System.CommandLine;
using System.CommandLine.Parsing;
using Muster.Cli.Reference;
using Muster.Spelling;

namespace Muster.Cli;

/// <summary>Says what is wrong with a command line, for the first thing that is.</summary>
internal static class Complaint
{
    /// <summary>The sentence, with where to look.</summary>
    public static UsageException Of(ParseResult parsed, Command command) => new($"{Sentence(parsed, command)} See 'muster {command.Name} --help'.");

    /// <summary>What is wrong with a command line that has options and no command.</summary>
    public static UsageException WithoutCommand(IReadOnlyList<string> args)
    {
        var last = CommonOptions.OfStore.FirstOrDefault(option => option.Name == args[^1]);
        var strange = args.Where((word, i) => i == 0 || !IsOfStore(args[i - 1])).FirstOrDefault(word => !IsOfStore(word.Split('=')[0]));
        return new(
            (strange is not null ? $"There is no option '{strange}'.{DidYouMean(strange, CommonOptions.OfStore.Select(option => option.Name).Concat(["--help", "--version"]))}"
            : last is not null && (args.Count == 1 || !IsOfStore(args[^2])) ? $"{last.Name} needs a value: {CommandModel.ValueOf(last)}."
            : $"There is no command after '{string.Join(' ', args)}', such as 'list'.")
            + " See 'muster --help'.");
    }

    private static bool IsOfStore(string name) => CommonOptions.OfStore.Any(option => option.Name == name);

    /// <summary>The nearest of some words as a question with a space before it; empty when none is near.</summary>
    public static string DidYouMean(string word, IEnumerable<string> known) => Nearest.Of(word, known) is { } near ? $" Did you mean '{near}'?" : "";

    private static string Sentence(ParseResult parsed, Command command)
    {
        if (parsed.UnmatchedTokens.FirstOrDefault(token => token.StartsWith('-')) is { } strange)
            return NoOption(strange, command);
        if (TakenForArgument(parsed) is { } taken)
            return NoOption(taken, command);
        if (parsed.CommandResult.Command is { Subcommands.Count: > 0 } group && (group.Action is null || parsed.UnmatchedTokens.Count > 0))
            return NoSubcommand(group, parsed.UnmatchedTokens is [var word, ..] ? word : null);
        if (parsed.UnmatchedTokens is [var extra, ..])
            return $"'muster {command.Name}' takes no '{extra}'.";
        var error = parsed.Errors[0];
        if (error.SymbolResult is OptionResult { Tokens.Count: 0 } option)
            return $"{option.Option.Name} needs a value: {CommandModel.ValueOf(option.Option)}.";
        var missing = command.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is not { Tokens.Count: > 0 });
        return missing is null ? error.Message : $"'muster {command.Name}' needs {missing.Name}.";
    }

    /// <summary>An option that the command does not have and that was taken for one of its arguments; null: none was.</summary>
    private static string? TakenForArgument(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash) ? null
        : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens).Select(token => token.Value)
            .FirstOrDefault(word => word.Length > 2 && word.StartsWith("--", StringComparison.Ordinal));

    private static string NoSubcommand(Command group, string? word)
    {
        var names = group.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name).ToList();
        return word is null
            ? $"'muster {group.Name}' needs a command: {string.Join(", ", names.SkipLast(1))} or {names[^1]}."
            : $"'muster {group.Name}' has no command '{word}'.{DidYouMean(word, names)}";
    }

    /// <summary>What is said of an option that a command does not have.</summary>
    public static string NoOption(string strange, Command command) =>
        $"'muster {command.Name}' has no option '{strange}'.{DidYouMean(strange, OptionsOf(command))}";

    private static IEnumerable<string> OptionsOf(Command command) =>
        command.Options.Append(CommonOptions.Store).SelectMany(option => option.Aliases.Append(option.Name)).Where(name => name.Length > 2);
}
