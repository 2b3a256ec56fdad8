using System.Globalization;
using System.Text;

namespace Muster.Specs.Templates;

/// <summary>
/// Escapes a value so that it is the same text again within double quotes, in JSON and in YAML alike: what YAML would fold or not take
/// as it is, such as U+2028 or blanks at the ends of lines, is escaped too.
/// </summary>
internal static class EscapedText
{
    /// <summary>The value as it stands between quotes.</summary>
    public static string Of(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var at = 0; at < value.Length; at++)
        {
            var isOuter = at == 0 || at == value.Length - 1;
            _ = value[at] switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                ' ' when isOuter => text.Append("\\u0020"),
                < ' ' or >= '\u007f' and <= '\u009f' or '\u2028' or '\u2029' or '\ufeff' or >= '\ufffe' =>
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)value[at]:x4}"),
                var plain => text.Append(plain),
            };
        }
        return text.ToString();
    }
}
