using System.CommandLine;

namespace Muster.Cli.Completion;

/// <summary>What the word at the cursor stands for. It is told from the commands' definitions, and nothing is parsed: half a command line is usually wrong.</summary>
internal sealed class CompletionPlace
{
    private readonly List<Option> given = [];
    private readonly Dictionary<Symbol, string> values = [];
    private readonly HashSet<string> words = new(StringComparer.Ordinal);
    private bool onlyArguments;
    private int position;

    private CompletionPlace(string word) => Word = word;

    /// <summary>The word at the cursor as far as it is there; of <c>--option=value</c> the value.</summary>
    public string Word { get; private set; }

    /// <summary>What stands before <see cref="Word"/> and stays: <c>--option=</c>, or nothing.</summary>
    public string Before { get; private set; } = "";

    /// <summary>The command so far; null: its name stands at the cursor.</summary>
    public Command? Command { get; private set; }

    /// <summary>The option or argument whose value stands at the cursor; null: none.</summary>
    public Symbol? Value { get; private set; }

    /// <summary>Whether an option may stand at the cursor.</summary>
    public bool MayBeOption { get; private set; }

    /// <summary>Whether a subcommand may stand at the cursor.</summary>
    public bool MayBeSubcommand => Value is not Option && position == 0 && !onlyArguments;

    /// <summary>Whether an argument stands before the cursor.</summary>
    public bool HasArguments => position > 0;

    /// <summary>Whether a word was given for the argument at the cursor already, which takes each once.</summary>
    public bool IsGiven(string word) => Value is Argument && words.Contains(word);

    /// <summary>Options that may follow: those that were not given yet.</summary>
    public IEnumerable<Option> NextOptions => Options.Where(option => !option.Hidden && (!given.Contains(option) || option.Arity.MaximumNumberOfValues > 1));

    /// <summary>The value that was given for an option or argument; null: none.</summary>
    public string? ValueOf(Symbol symbol) => values.GetValueOrDefault(symbol);

    /// <summary>The place after some words; null: what comes before it is no command.</summary>
    /// <param name="words">The words after <c>muster</c> up to the cursor; the last one, which may be empty, is to be completed.</param>
    /// <param name="build">Builds a command by its name; null: there is none.</param>
    public static CompletionPlace? Of(IReadOnlyList<string> words, Func<string, Command?> build)
    {
        var place = new CompletionPlace(words[^1]);
        Option? pending = null;
        foreach (var word in words.SkipLast(1))
        {
            if (pending is not null)
                (place.values[pending], pending) = (word, null);
            else if (!place.onlyArguments && word.StartsWith('-'))
                pending = place.TakeOption(word);
            else if (!place.TakeWord(word, build))
                return null;
        }

        place.Settle(pending);
        return place;
    }

    private IEnumerable<Option> Options => [.. Command?.Options ?? [], .. Command?.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive) ?? [], .. CommonOptions.OfStore];

    /// <returns>The option, if the next word is its value.</returns>
    private Option? TakeOption(string word)
    {
        if (word == "--")
        {
            onlyArguments = true;
            return null;
        }

        var (name, value) = word.IndexOf('=') is >= 0 and var at ? (word[..at], word[(at + 1)..]) : (word, null);
        if (Find(name) is not { } option)
            return null;
        given.Add(option);
        if (value is null)
            return TakesValue(option) ? option : null;
        values[option] = value;
        return null;
    }

    private bool TakeWord(string word, Func<string, Command?> build)
    {
        if (Command is null)
        {
            if (word != CommandLine.Help)
                Command = build(word);
            return word == CommandLine.Help || Command is not null;
        }

        if (position == 0 && Command.Subcommands.FirstOrDefault(sub => sub.Name == word) is { } sub)
            Command = sub;
        else
            TakeArgument(word);
        return true;
    }

    private void TakeArgument(string word)
    {
        if (Argument() is { } argument)
        {
            values[argument] = word;
            if (argument.Arity.MaximumNumberOfValues > 1)
                words.Add(word);
        }

        position++;
    }

    private void Settle(Option? pending)
    {
        if (pending is not null)
        {
            Value = pending;
        }
        else if (!onlyArguments && Word.StartsWith("--", StringComparison.Ordinal) && Word.IndexOf('=') is > 0 and var at)
        {
            Value = Find(Word[..at]);
            (Before, Word) = (Word[..(at + 1)], Word[(at + 1)..]);
        }
        else
        {
            MayBeOption = !onlyArguments;
            Value = Argument();
        }
    }

    private Argument? Argument() => Command?.Arguments is not { Count: > 0 } arguments ? null
        : position < arguments.Count ? arguments[position]
        : arguments[^1] is { Arity.MaximumNumberOfValues: > 1 } last ? last
        : null;

    private Option? Find(string name) => Options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    private static bool TakesValue(Option option) => option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0;
}
