namespace Muster.Jobs;

/// <summary>Text for DOT, between double quotes: there a backslash begins an escape, and so does not stand for itself.</summary>
public static class DotText
{
    /// <summary>A text on one line.</summary>
    public static string Quoted(string text) => $"\"{Escaped(text)}\"";

    /// <summary>A label of two lines.</summary>
    public static string Lines(string first, string second) => $"\"{Escaped(first)}\\n{Escaped(second)}\"";

    private static string Escaped(string text) =>
        string.Concat(text.Select(letter => letter switch { '"' => "\\\"", '\\' => "\\\\", _ when char.IsControl(letter) => " ", _ => letter.ToString() }));
}
