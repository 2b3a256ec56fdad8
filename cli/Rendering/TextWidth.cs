using System.Globalization;
using System.Text;

namespace Muster.Cli.Rendering;

/// <summary>How many columns of a terminal a text takes: wide characters two, marks on others none.</summary>
internal static class TextWidth
{
    private const int WidestCharacter = 2;

    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F),
        (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    /// <summary>The columns of a text.</summary>
    public static int Of(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += Of(rune);
        return width;
    }

    /// <summary>A text that takes at most so many columns; what was cut off is marked by <c>…</c>.</summary>
    public static string Clip(string text, int width)
    {
        if (Of(text) <= width)
            return text;
        var (clipped, used) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += Of(rune);
            if (used > width - 1)
                break;
            clipped.Append(rune);
        }

        return width > 0 ? $"{clipped}…" : "";
    }

    /// <summary>A text on lines of at most so many columns, broken between words where that can be; those after the first begin with spaces.</summary>
    /// <param name="text">One line.</param>
    /// <param name="width">Columns, 1 or more.</param>
    /// <param name="indent">Spaces before the lines after the first; none where half the width, or a wide character, is not left: each line must take one.</param>
    public static IEnumerable<string> Wrap(string text, int width, int indent)
    {
        var margin = indent > Math.Min(width / 2, width - WidestCharacter) ? "" : new string(' ', indent);
        while (Of(text) > width)
        {
            var fits = Fitting(text, width);
            var blank = text.LastIndexOf(' ', fits, Math.Max(0, fits - (text.Length - text.TrimStart(' ').Length)));
            var at = blank > margin.Length ? blank : fits;
            yield return text[..at].TrimEnd(' ');
            text = margin + text[at..].TrimStart(' ');
        }

        yield return text;
    }

    /// <summary>How many chars from the start take at most so many columns; at least one character.</summary>
    private static int Fitting(string text, int width)
    {
        var (chars, used) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += Of(rune);
            if (used > width && chars > 0)
                break;
            chars += rune.Utf16SequenceLength;
        }

        return chars;
    }

    private static int Of(Rune rune) =>
        rune.Value < 0x300 ? 1
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0
        : Array.Exists(Wide, range => rune.Value >= range.First && rune.Value <= range.Last) ? 2
        : 1;
}
