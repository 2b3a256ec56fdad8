using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using Muster.Cli.Completion;

namespace Muster.PowerShell.Completers;

/// <summary>
/// The base of what completes values at the prompt. A person waits there: what takes longer, and whatever goes wrong, gives no candidates. What was found is kept for some seconds.
/// </summary>
public abstract class Completer : IArgumentCompleter
{
    /// <summary>How long it may take, so that with all else the prompt answers within a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var question = new CompletionQuestion(wordToComplete, fakeBoundParameters);
            return [.. Find(question, Patience).Select(Result)];
        }
        catch (Exception)
        {
            // A store that cannot be read, no credentials, nobody who answers in time: no candidates.
            return [];
        }
    }

    /// <summary>What may stand there, with the beginning that is there already.</summary>
    internal IReadOnlyList<Candidate> Find(CompletionQuestion question, TimeSpan patience)
    {
        using var cancel = new CancellationTokenSource(patience, TimeProvider.System);
        // Opening a store may block its thread, so it has one of its own.
        var found = Task.Run(() => FindAsync(question, cancel.Token), cancel.Token).WaitAsync(patience, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult();
        return [.. found.Where(candidate => candidate.Text.StartsWith(question.Word, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>Finds values; it need not leave out those that do not begin so.</summary>
    internal abstract Task<IReadOnlyList<Candidate>> FindAsync(CompletionQuestion question, CancellationToken cancel);

    private static CompletionResult Result(Candidate candidate) =>
        new(Quoted(candidate.Text), candidate.Text, CompletionResultType.ParameterValue, candidate.About is { Length: > 0 } about ? about : candidate.Text);

    /// <summary>As a word of PowerShell: in quotes where it would not be one word else, or would be something else than a text.</summary>
    internal static string Quoted(string text) =>
        text.Length > 0 && text.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_' or '.' or '/' or ':' or '=' or '*') && !IsElse(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool IsElse(string text) => text[0] is '-' or '.' or '=' || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
