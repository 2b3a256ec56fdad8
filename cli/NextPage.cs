using System.Buffers;
using System.CommandLine;

namespace Muster.Cli;

/// <summary>The command line that shows the next page: the one that was given, from another index on.</summary>
internal static class NextPage
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=.,:/@%+");

    /// <summary>The words for a shell.</summary>
    /// <param name="parsed">What was given.</param>
    /// <param name="option">The option that says where the page begins.</param>
    /// <param name="from">Where the next one does.</param>
    public static string Of(ParseResult parsed, Option option, long from)
    {
        var words = new List<string> { "muster" };
        for (var i = 0; i < parsed.Tokens.Count; i++)
        {
            if (parsed.Tokens[i].Value == option.Name)
                i++;
            else
                words.Add(Quoted(parsed.Tokens[i].Value));
        }

        return $"{string.Join(' ', words)} {option.Name} {from}";
    }

    /// <summary>A word that a shell takes as it is.</summary>
    private static string Quoted(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
