using System.Text;
using Muster.Specs.Nodes;

namespace Muster.Specs;

/// <summary>How values are shown in messages: short, on one line, telling text from numbers.</summary>
internal static class Shown
{
    private const int Longest = 60;

    public static string Of(Node node) => node switch
    {
        ScalarNode { Kind: ScalarKind.Null } => "empty",
        ScalarNode { Kind: ScalarKind.Number or ScalarKind.Boolean } scalar => Shortened(scalar.Text),
        ScalarNode scalar => Quoted(scalar.Text),
        ListNode => "a list",
        MapNode => "a map",
        _ => throw new InvalidOperationException($"{node.GetType().Name} is never shown."),
    };

    public static string Quoted(string text) => $"'{Shortened(text)}'";

    private static string Shortened(string text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, Longest) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Longest) return shown.Append('…').ToString();
            if (rune == new Rune('\n')) shown.Append("\\n");
            else if (Rune.IsControl(rune)) shown.Append($"\\u{rune.Value:x4}");
            else shown.Append(rune);
        }
        return shown.ToString();
    }
}
