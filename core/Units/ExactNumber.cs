using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Muster.Units;

/// <summary>A decimal number of any length: so many units of 10 to the power of −scale. Nothing is rounded.</summary>
/// <param name="Units">The number without its point.</param>
/// <param name="Scale">Digits after the point, 0 or more.</param>
public readonly record struct ExactNumber(BigInteger Units, int Scale)
{
    // What is written of numbers that people give, and of their sums, is shorter by far; no text keeps us busy.
    private const int LongestText = 1000;

    /// <summary>Reads a number such as <c>1</c>, <c>-2</c> or <c>0.50</c>, whose digits after the point are kept. No exponent, no needless zero before it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ExactNumber? number)
    {
        number = null;
        if (text.Length > LongestText || !Sweeps.JsonNumber.Is(text) || text.AsSpan().ContainsAny('e', 'E')) return false;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text.Remove(point, 1);
        number = new(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), point < 0 ? 0 : text.Length - point - 1);
        return true;
    }

    /// <summary>The same number with more digits after the point.</summary>
    /// <param name="scale">Not less than <see cref="Scale"/>.</param>
    public ExactNumber To(int scale) => new(Units * BigInteger.Pow(10, scale - Scale), scale);

    /// <summary>The number as written, with all its digits after the point.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Units).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var sign = Units.Sign < 0 ? "-" : "";
        return Scale == 0 ? sign + digits : $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }
}
