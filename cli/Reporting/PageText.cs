using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Muster.Cli.Reporting;

/// <summary>Text of others on a page: whatever it holds, it is shown, and does nothing.</summary>
internal static partial class PageText
{
    /// <summary>Writes text as HTML shows it, in elements and in attributes between double quotes.</summary>
    public static void Write(TextWriter writer, string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            writer.Write(text);
            return;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&':
                    writer.Write("&amp;");
                    break;
                case '<':
                    writer.Write("&lt;");
                    break;
                case '>':
                    writer.Write("&gt;");
                    break;
                case '"':
                    writer.Write("&quot;");
                    break;
                case '\'':
                    writer.Write("&#39;");
                    break;
                default:
                    writer.Write(Shown(rune).ToString());
                    break;
            }
        }
    }

    // What is written as it is, and what most texts consist of.
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;-_+*/=()[]{}|%$#@!?~^");

    /// <summary>A line of a log as a terminal would leave it: colours and the like are gone, and of what was overwritten by carriage returns the last is left.</summary>
    public static string LogLine(string line, int most = 400)
    {
        var plain = Escapes().Replace(line, "").TrimEnd('\r');
        var last = plain[(plain.LastIndexOf('\r') + 1)..].Replace('\t', ' ');
        return Short(last, most);
    }

    /// <summary>Text of at most so many characters; what is cut off is marked.</summary>
    public static string Short(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var cut = most - 1;
        return $"{text[..(char.IsHighSurrogate(text[cut - 1]) ? cut - 1 : cut)]}…";
    }

    // Control characters are shown as their pictures; those that turn the direction of text would make it look like another.
    private static Rune Shown(Rune rune) => rune.Value switch
    {
        '\n' or '\t' => rune,
        < 0x20 => new(0x2400 + rune.Value),
        0x7f => new(0x2421),
        >= 0x80 and < 0xa0 or >= 0x202a and <= 0x202e or >= 0x2066 and <= 0x2069 or 0x200e or 0x200f or 0xfffe or 0xffff => Rune.ReplacementChar,
        _ => rune,
    };

    // ECMA-48: control sequences, strings such as a title's up to their end, and the short ones.
    [GeneratedRegex("\u001b\\[[0-?]*[ -/]*[@-~]|\u001b[\\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|\u001b[ -/]*[0-~]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escapes();
}
