using System.Buffers;
using System.Globalization;
using System.Text;

namespace Muster.Arguments;

/// <summary>Shows arguments so that they can be copied into a shell, where they are the same again.</summary>
public static class ShellWord
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-");

    /// <summary>A command of words. The first one is the program.</summary>
    public static string Join(IReadOnlyList<string> words) =>
        string.Join(' ', words.Select((word, at) => at == 0 && word.Contains('=', StringComparison.Ordinal) ? InQuotes(word) : Quote(word)));

    /// <summary>
    /// One word: as it is when nothing in it means anything to a shell; else in single quotes, or as <c>$'…'</c> when it holds control
    /// characters, so that it stays on its line.
    /// </summary>
    public static string Quote(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain) ? word
        : word.Any(char.IsControl) ? Escaped(word)
        : InQuotes(word);

    private static string InQuotes(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string Escaped(string word)
    {
        var text = new StringBuilder("$'");
        foreach (var character in word)
        {
            text.Append(character switch
            {
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '\'' or '\\' => $@"\{character}",
                _ when char.IsControl(character) => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)character:x4}"),
                _ => character.ToString(),
            });
        }
        return text.Append('\'').ToString();
    }
}
