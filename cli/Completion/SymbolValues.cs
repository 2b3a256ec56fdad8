using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Muster.Cli.Completion;

/// <summary>What the values of an option or argument may be.</summary>
/// <param name="Part">What the shell offers.</param>
/// <param name="Find">Finds values for a word that was begun; it need not leave out those that do not begin so.</param>
internal sealed record ValueSource(ShellPart Part, Func<ValueQuestion, Task<IReadOnlyList<Candidate>>> Find);

/// <summary>A word that was begun.</summary>
/// <param name="Word">The word as far as it is there.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Context">The command's world.</param>
/// <param name="Cancel">Ends the search: a person waits.</param>
internal sealed record ValueQuestion(string Word, CompletionPlace Place, CommandContext Context, CancellationToken Cancel);

/// <summary>Options and arguments say where they are defined what their values may be.</summary>
internal static class SymbolValues
{
    private static readonly ConditionalWeakTable<Symbol, ValueSource> Known = [];

    /// <summary>What the values of a symbol may be; null: nobody said.</summary>
    public static ValueSource? ValuesOf(this Symbol symbol) => Known.TryGetValue(symbol, out var source) ? source : null;

    /// <summary>Its values are one of these words.</summary>
    public static T WithWords<T>(this T symbol, params IEnumerable<string> words)
        where T : Symbol => symbol.With(ShellPart.None, _ => Task.FromResult<IReadOnlyList<Candidate>>([.. words.Select(word => new Candidate(word))]));

    /// <summary>Its values are some of these words with commas between them, each once.</summary>
    public static T WithLists<T>(this T symbol, IEnumerable<string> words)
        where T : Symbol => symbol.With(ShellPart.List, question => Task.FromResult(Next(question.Word, words)));

    /// <summary>Its values are files.</summary>
    public static T WithFiles<T>(this T symbol)
        where T : Symbol => symbol.With(ShellPart.Files, _ => Task.FromResult<IReadOnlyList<Candidate>>([]));

    /// <summary>Its values are a program after <c>--</c>, and that one's arguments, which may be files.</summary>
    public static T WithCommand<T>(this T symbol)
        where T : Symbol => symbol.With(ShellPart.Commands, _ => Task.FromResult<IReadOnlyList<Candidate>>([]));

    /// <summary>Its values are directories.</summary>
    public static T WithDirectories<T>(this T symbol)
        where T : Symbol => symbol.With(ShellPart.Directories, _ => Task.FromResult<IReadOnlyList<Candidate>>([]));

    /// <summary>Its values are runs of the store.</summary>
    /// <param name="symbol">The option or argument.</param>
    /// <param name="before">What stands before the run, one of these; none: the run alone.</param>
    public static T WithRuns<T>(this T symbol, params IReadOnlyList<string> before)
        where T : Symbol => symbol.With(ShellPart.None, question => RunCandidates.FindAsync(question, before));

    /// <summary>Its values are templates.</summary>
    public static T WithTemplates<T>(this T symbol)
        where T : Symbol => symbol.With(ShellPart.None, TemplateCandidates.FindAsync);

    /// <summary>Its values are a template's variables with <c>=</c> and a value after them.</summary>
    /// <param name="symbol">The option.</param>
    /// <param name="template">The option or argument that names the template.</param>
    public static T WithVariables<T>(this T symbol, Symbol template)
        where T : Symbol => symbol.With(ShellPart.List, question => TemplateCandidates.VariablesAsync(question, template));

    /// <summary>Its values are files, or runs of the store.</summary>
    public static T WithFilesAndRuns<T>(this T symbol)
        where T : Symbol => symbol.With(ShellPart.Files, question => RunCandidates.FindAsync(question, []));

    private static T With<T>(this T symbol, ShellPart part, Func<ValueQuestion, Task<IReadOnlyList<Candidate>>> find)
        where T : Symbol
    {
        Known.AddOrUpdate(symbol, new(part, find));
        return symbol;
    }

    private static IReadOnlyList<Candidate> Next(string word, IEnumerable<string> words)
    {
        var before = word[..(word.LastIndexOf(',') + 1)];
        var given = before.Split(',');
        return [.. words.Where(next => !given.Contains(next, StringComparer.OrdinalIgnoreCase)).Select(next => new Candidate(before + next))];
    }
}
