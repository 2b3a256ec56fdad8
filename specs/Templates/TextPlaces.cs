namespace Muster.Specs.Templates;

/// <summary>Lines and columns of a text, both ways.</summary>
/// <param name="file">What the text is called in errors.</param>
/// <param name="text">The text.</param>
internal sealed class TextPlaces(string file, string text)
{
    private readonly int[] _lines = [0, .. Ends(text)];

    /// <summary>The place of a character.</summary>
    public Place At(int offset)
    {
        var line = Array.BinarySearch(_lines, offset);
        if (line < 0) line = ~line - 1;
        return new(file, line + 1, offset - _lines[line] + 1);
    }

    /// <summary>The character at a place; the nearest where the text has no such place.</summary>
    public int OffsetOf(Place place) => Math.Clamp(_lines[Math.Clamp(place.Line - 1, 0, _lines.Length - 1)] + place.Column - 1, 0, text.Length);

    private static IEnumerable<int> Ends(string text)
    {
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1)) yield return at + 1;
    }
}
