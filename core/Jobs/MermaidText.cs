using System.Globalization;
using System.Text;

namespace Muster.Jobs;

/// <summary>
/// Text for Mermaid's flowcharts. In a label between quotes Mermaid reads entity codes (<c>#35;</c>), HTML and Markdown; so all that could be any of them is written as an entity code,
/// and of what ids may hold, what begins a list (<c>1.</c>) or emphasis (<c>._x_</c>).
/// </summary>
public static class MermaidText
{
    /// <summary>Text in a label between double quotes.</summary>
    public static string Label(string text)
    {
        var label = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (IsPlain(text, i))
                label.Append(text[i]);
            else if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length)
                label.Append(CultureInfo.InvariantCulture, $"#{char.ConvertToUtf32(text[i], text[++i])};");
            else
                label.Append(CultureInfo.InvariantCulture, $"#{(char.IsControl(text[i]) ? ' ' : (int)text[i])};");
        }

        return label.ToString();
    }

    /// <summary>A title in the YAML before a chart.</summary>
    public static string Title(string text) => $"\"{string.Concat(text.Select(letter => letter switch { '"' => "\\\"", '\\' => "\\\\", _ when char.IsControl(letter) => " ", _ => letter.ToString() }))}\"";

    private static bool IsPlain(string text, int at) => text[at] switch
    {
        ' ' => true,
        '-' => at > 0,
        '.' => text.AsSpan(0, at).ContainsAnyExceptInRange('0', '9'),
        '_' => at > 0 && at < text.Length - 1 && char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetterOrDigit(text[at + 1]),
        var letter => char.IsAsciiLetterOrDigit(letter),
    };
}
