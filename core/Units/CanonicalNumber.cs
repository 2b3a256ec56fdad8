namespace Muster.Units;

/// <summary>One form for each number.</summary>
public static class CanonicalNumber
{
    /// <summary>The same number without zeros at its end: 1.50 and 1.5 are one number, and are written alike.</summary>
    public static decimal Of(decimal number) => number / 1.0000000000000000000000000000m;
}
