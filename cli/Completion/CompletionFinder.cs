using System.CommandLine;

namespace Muster.Cli.Completion;

/// <summary>Finds what may stand at the cursor.</summary>
internal static class CompletionFinder
{
    private static readonly Candidate[] HelpOptions = [new("--help", "Show the help of a command"), new("-h")];

    /// <summary>What may stand there, with the beginning that is there already.</summary>
    /// <param name="words">The words after <c>muster</c>; the last one is to be completed.</param>
    /// <param name="context">The command's world.</param>
    /// <param name="cancel">Ends the search for values.</param>
    public static async Task<Offer> FindAsync(IReadOnlyList<string> words, CommandContext context, CancellationToken cancel)
    {
        if (CompletionPlace.Of(words, name => CommandTable.Find(name)?.Build(context)) is not { } place)
            return Offer.Nothing;
        if (place.MayBeOption && place.Word.StartsWith('-'))
            return new(Matching(place, OptionsOf(place)));
        if (place is { Command: null, Value: null, Before: "" })
            return new(Matching(place, Commands));
        var source = place.Value?.ValuesOf();
        var found = source is null ? [] : await source.Find(new(place.Word, place, context, cancel));
        if (place.MayBeSubcommand && place.Command is { Subcommands.Count: > 0 } command)
            found = [.. command.Subcommands.Where(sub => !sub.Hidden).Select(sub => new Candidate(sub.Name, sub.Description)), .. found];
        // Where no argument follows any more, options are what is left to say.
        if (place is { MayBeOption: true, Value: null, Word: "" } && found.Count == 0)
            found = [.. OptionsOf(place).Where(option => option.Text.StartsWith("--", StringComparison.Ordinal))];
        return new(Matching(place, found.Where(candidate => !place.IsGiven(candidate.Text))), PartOf(place, source));
    }

    /// <summary>What the shell does: the first word after <c>--</c> is a program, and nothing stands before <c>--</c>.</summary>
    private static ShellPart PartOf(CompletionPlace place, ValueSource? source) => source switch
    {
        null => ShellPart.None,
        { Part: ShellPart.Commands } => place.MayBeOption ? ShellPart.None : place.HasArguments ? ShellPart.Files : ShellPart.Commands,
        _ => source.Part,
    };

    private static IEnumerable<Candidate> Commands =>
        CommandTable.All.Select(entry => new Candidate(entry.Name, entry.Summary)).Append(new(CommandLine.Help, "Show the help of a command"));

    private static IEnumerable<Candidate> OptionsOf(CompletionPlace place)
    {
        var options = place.NextOptions.SelectMany(NamesOf).Concat(HelpOptions);
        return place.Command is null ? options.Append(new("--version", "Show the version")) : options;
    }

    private static IEnumerable<Candidate> NamesOf(Option option) => option.Aliases.Prepend(option.Name).Select(name => new Candidate(name, option.Description));

    private static IReadOnlyList<Candidate> Matching(CompletionPlace place, IEnumerable<Candidate> candidates) =>
        [.. candidates.Where(candidate => candidate.Text.StartsWith(place.Word, StringComparison.Ordinal)).Select(candidate => candidate with { Text = place.Before + candidate.Text })];
}
