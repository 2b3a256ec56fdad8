namespace Muster.Cli.Rendering;

/// <summary>Breaks texts into lines.</summary>
internal static class Wrapped
{
    /// <summary>Lines of at most so many characters, one at least; a word that is longer stands on a line of its own.</summary>
    public static IReadOnlyList<string> Lines(string text, int width) => Lines(text.Split(' '), width);

    /// <summary>Lines of words that stay whole.</summary>
    public static IReadOnlyList<string> Lines(IEnumerable<string> words, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in words)
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width)
                lines.Add("");
            lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
        }

        return lines;
    }
}
