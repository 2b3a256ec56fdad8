using System.Diagnostics.CodeAnalysis;

namespace Muster.Placement;

/// <summary>
/// Which instance types will do, such as <c>c5.*|m5.large</c> or <c>(c5|m5).(large|xlarge)|t3.*</c>.
/// <code>
/// choice   = sequence *( "|" sequence )
/// sequence = 1*( letters | "*" | "(" choice ")" )
/// letters  = 1*( a–z | 0–9 | "." | "-" )        "*" stands for any text, dots included, and for none
/// </code>
/// Each sequence of the outermost choice must be able to hold a dot: a type has a family and a size.
/// </summary>
public sealed class InstanceTypePattern
{
    /// <summary>How deep parentheses may nest.</summary>
    public const int Deepest = 16;

    private readonly PatternNode _root;

    private InstanceTypePattern(string text, PatternNode root) => (Text, _root) = (text, root);

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It is none; the message says where and why.</exception>
    public static InstanceTypePattern Parse(string text) =>
        TryParse(text, out var pattern, out var problem) ? pattern : throw new FormatException($"'{text}' is no pattern of instance types: {problem}.");

    /// <summary>Reads a pattern, or tells what is wrong with it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pattern">The pattern; null when the text is none.</param>
    /// <param name="problem">What is wrong, to follow a colon; null when nothing is.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out InstanceTypePattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        var root = new PatternParser(text).Parse(out problem);
        pattern = root is null ? null : new(text, root);
        return pattern is not null;
    }

    /// <summary>Whether an instance type, such as <c>c5.large</c>, is one of those meant. Takes time in proportion to text times pattern.</summary>
    public bool Matches(string instanceType)
    {
        var starts = new bool[instanceType.Length + 1];
        starts[0] = true;
        return _root.Ends(instanceType, starts)[^1];
    }

    /// <inheritdoc />
    public override string ToString() => Text;
}
