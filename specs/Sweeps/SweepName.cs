using System.Text;
using Muster.Specs.Keys;

namespace Muster.Specs.Sweeps;

/// <summary>Makes a sweep's name of what it has instead of one.</summary>
internal static class SweepName
{
    private const int Longest = 100;

    /// <summary>The text with each character that a name cannot hold as '-'; null when nothing of it can be a name.</summary>
    public static string? Of(string text)
    {
        var name = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            name.Append(rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '.' or '_' or '-') ? (char)rune.Value : '-');
        var trimmed = name.ToString().TrimStart('.', '_', '-');
        if (trimmed.Length > Longest) trimmed = trimmed[..Longest];
        return WorkSettings.IsName(trimmed) ? trimmed : null;
    }
}
