using System.Text;

namespace Muster.Specs.Templates;

/// <summary>A template's text with something in place of each placeholder, and the way back.</summary>
internal sealed class Rendering
{
    // Where each piece begins here and in the template; of a literal all characters go along, of a value only the first.
    private readonly List<(int Here, int There, bool IsLiteral)> _pieces = [];

    private Rendering(string text, IReadOnlyList<int> values) => (Text, Values) = (text, values);

    /// <summary>The text that came of it.</summary>
    public string Text { get; }

    /// <summary>Where the value of each placeholder begins in it.</summary>
    public IReadOnlyList<int> Values { get; }

    /// <summary>Puts values in.</summary>
    /// <param name="template">The template's text.</param>
    /// <param name="from">Where its head ends.</param>
    /// <param name="placeholders">Its placeholders in order.</param>
    /// <param name="valueOf">What stands in place of one.</param>
    public static Rendering Of(string template, int from, IReadOnlyList<Placeholder> placeholders, Func<Placeholder, string> valueOf)
    {
        var (text, values, pieces) = (new StringBuilder(), new List<int>(), new List<(int, int, bool)>());
        foreach (var placeholder in placeholders)
        {
            pieces.Add((text.Length, from, true));
            text.Append(template, from, placeholder.Start - from);
            pieces.Add((text.Length, placeholder.Start, false));
            values.Add(text.Length);
            text.Append(valueOf(placeholder));
            from = placeholder.End;
        }
        pieces.Add((text.Length, from, true));
        var rendering = new Rendering(text.Append(template, from, template.Length - from).ToString(), values);
        rendering._pieces.AddRange(pieces);
        return rendering;
    }

    /// <summary>Where in the template a character comes from; of a value, where its placeholder begins.</summary>
    public int ToTemplate(int offset)
    {
        var (here, there, isLiteral) = _pieces.FindLast(piece => piece.Here <= offset);
        return isLiteral ? there + offset - here : there;
    }
}
