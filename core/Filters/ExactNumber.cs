using System.Globalization;
using Muster.Sweeps;

namespace Muster.Filters;

/// <summary>
/// A number as it was written in decimal, compared by its digits: 0.1, 0.10 and 1e-1 are one number, and two seeds that differ
/// only beyond what a double holds are two.
/// </summary>
internal readonly record struct ExactNumber : IComparable<ExactNumber>
{
    private const long FarAway = long.MaxValue / 4;

    private ExactNumber(int sign, long power, string digits) => (Sign, Power, Digits) = (sign, power, digits);

    /// <summary>−1, 0 or 1.</summary>
    private int Sign { get; }

    /// <summary>The power of ten of the first digit; 0 of the number 0.</summary>
    private long Power { get; }

    /// <summary>Its digits without zeros at either end; empty of the number 0.</summary>
    private string Digits { get; }

    /// <summary>Reads a JSON number.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ExactNumber number)
    {
        number = default;
        if (!JsonNumber.Is(text))
            return false;
        var negative = text[0] == '-';
        if (negative)
            text = text[1..];
        var e = text.IndexOfAny('e', 'E');
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa.Length : point;
        var all = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        var digits = all.TrimStart('0');
        number = digits.Length == 0
            ? new(0, 0, "")
            : new(negative ? -1 : 1, whole - 1 - (all.Length - digits.Length) + Exponent(e < 0 ? "0" : text[(e + 1)..]), digits.TrimEnd('0'));
        return true;
    }

    /// <inheritdoc />
    public int CompareTo(ExactNumber other)
    {
        if (Sign != other.Sign || Sign == 0)
            return Sign.CompareTo(other.Sign);
        var size = Power != other.Power ? Power.CompareTo(other.Power) : string.CompareOrdinal(Digits, other.Digits);
        return Sign * Math.Sign(size);
    }

    /// <summary>An exponent; one that no number of this world has is only far away.</summary>
    private static long Exponent(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            ? Math.Clamp(exponent, -FarAway, FarAway)
            : text[0] == '-' ? -FarAway : FarAway;
}
