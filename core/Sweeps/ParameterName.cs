using System.Text;

namespace Muster.Sweeps;

/// <summary>How a parameter's name becomes the name of an environment variable.</summary>
public static class ParameterName
{
    /// <summary>What every variable of a parameter begins with.</summary>
    public const string Prefix = "PARAM_";

    /// <summary>
    /// The variable that holds a parameter: <c>PARAM_</c> and the name, in which each character that no shell can hold
    /// (all but <c>A–Z a–z 0–9 _</c>) is <c>_</c>: <c>batch-size</c> is <c>PARAM_batch_size</c>. Two names may meet in one variable; a sweep refuses that.
    /// </summary>
    public static string Variable(string name)
    {
        var text = new StringBuilder(Prefix, Prefix.Length + name.Length);
        foreach (var rune in name.EnumerateRunes())
            text.Append(rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value) ? (char)rune.Value : '_');
        return text.ToString();
    }

    /// <summary>Why a text cannot be a parameter's name, as the end of a sentence; null when it can.</summary>
    public static string? Problem(string name) =>
        name.Length == 0 ? "is empty"
        : char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]) ? "begins or ends with white space"
        : name.Any(char.IsControl) ? "holds a control character"
        : null;
}
