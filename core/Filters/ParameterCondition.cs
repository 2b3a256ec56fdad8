using System.Diagnostics.CodeAnalysis;
using Muster.Sweeps;

namespace Muster.Filters;

/// <summary>How a parameter is compared.</summary>
public enum Comparison
{
    /// <summary><c>=</c></summary>
    Equal,
    /// <summary><c>!=</c></summary>
    Unequal,
    /// <summary><c>&lt;</c></summary>
    Less,
    /// <summary><c>&lt;=</c></summary>
    AtMost,
    /// <summary><c>&gt;</c></summary>
    More,
    /// <summary><c>&gt;=</c></summary>
    AtLeast,
}

/// <summary>
/// A condition on one parameter, such as <c>lr=0.1</c> or <c>layers&gt;=3</c>. A value fits <c>=</c> when its text is the same, or when both
/// are numbers and equal. A point without the parameter fits <c>!=</c> alone.
/// </summary>
public sealed record ParameterCondition
{
    private readonly ExactNumber? number;

    private ParameterCondition(string name, Comparison comparison, string value) =>
        (Name, Comparison, Value, number) = (name, comparison, value, NumberOf(value));

    /// <summary>The parameter.</summary>
    public string Name { get; }

    /// <summary>How it is compared.</summary>
    public Comparison Comparison { get; }

    /// <summary>What with.</summary>
    public string Value { get; }

    /// <summary>Reads a condition.</summary>
    /// <param name="text">NAME, one of <c>= != &lt; &lt;= &gt; &gt;=</c>, and the value; spaces around them do not matter.</param>
    /// <param name="condition">The condition; null: it is none.</param>
    /// <param name="problem">What is wrong, as the end of a sentence; null: nothing.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ParameterCondition? condition, [NotNullWhen(false)] out string? problem)
    {
        (condition, problem) = (null, "it is a parameter and its value, such as lr=0.1, and instead of = also !=, <, <=, > or >=.");
        if (Operator(text) is not { } found || text[..found.At].Trim() is not { Length: > 0 } name)
            return false;
        var value = text[(found.At + found.Length)..].Trim();
        var parsed = new ParameterCondition(name, found.Comparison, value);
        if (found.Comparison is not (Comparison.Equal or Comparison.Unequal) && parsed.number is null)
        {
            problem = $"'{value}' is no number, and only numbers are more or less than others. Compare texts with = or !=.";
            return false;
        }

        (condition, problem) = (parsed, null);
        return true;
    }

    /// <summary>Whether a point's parameter fits.</summary>
    /// <param name="value">Its value; null: the point has no such parameter.</param>
    public bool Fits(ParameterValue? value) => Comparison switch
    {
        Comparison.Equal => value is { } given && IsEqual(given),
        Comparison.Unequal => value is not { } given || !IsEqual(given),
        Comparison.Less => Compared(value) < 0,
        Comparison.AtMost => Compared(value) <= 0,
        Comparison.More => Compared(value) > 0,
        Comparison.AtLeast => Compared(value) >= 0,
        _ => throw new InvalidOperationException($"An unknown comparison: {Comparison}."),
    };

    private bool IsEqual(ParameterValue value) => value.Text == Value || Compared(value) == 0;

    /// <summary>A number compared with ours; null: one of them is no number.</summary>
    private int? Compared(ParameterValue? value) =>
        number is { } ours && value is { } given && ExactNumber.TryParse(given.Json, out var theirs) ? theirs.CompareTo(ours) : null;

    private static (int At, int Length, Comparison Comparison)? Operator(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var orEqual = i + 1 < text.Length && text[i + 1] == '=';
            switch (text[i])
            {
                case '=':
                    return (i, 1, Comparison.Equal);
                case '!' when orEqual:
                    return (i, 2, Comparison.Unequal);
                case '<':
                    return orEqual ? (i, 2, Comparison.AtMost) : (i, 1, Comparison.Less);
                case '>':
                    return orEqual ? (i, 2, Comparison.AtLeast) : (i, 1, Comparison.More);
                default:
                    break;
            }
        }

        return null;
    }

    /// <summary>A number as people type it: with a plus or without the zero before its point, too.</summary>
    private static ExactNumber? NumberOf(string text)
    {
        var plain = text.StartsWith('+') ? text[1..] : text;
        plain = plain.StartsWith('.') ? $"0{plain}" : plain.StartsWith("-.", StringComparison.Ordinal) ? $"-0{plain[1..]}" : plain;
        return ExactNumber.TryParse(plain, out var number) ? number : null;
    }
}
