using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Muster.Units;

/// <summary>
/// Amounts of memory as people write them: a whole number and one of <c>B KiB MiB GiB TiB</c> (powers of 1024), as in <c>512MiB</c>.
/// A number without a unit, or with a decimal unit such as GB, is refused: nobody should have to guess.
/// </summary>
public static class MemorySize
{
    /// <summary>What is allowed, for error messages.</summary>
    public const string Allowed = "a whole number with one of the units B, KiB, MiB, GiB or TiB, such as 512MiB or 4GiB";

    private static readonly (string Name, int Shift)[] Units = [("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10), ("B", 0)];

    /// <summary>A regular expression (ECMA-262) for amounts, without anchors. It knows the grammar, not how much is too much.</summary>
    public static string Pattern { get; } = $"[0-9]+({string.Join('|', Units.Select(unit => unit.Name))})";

    /// <summary>Reads an amount in bytes, 0 or more.</summary>
    /// <exception cref="FormatException">It is none; the message says what is allowed.</exception>
    public static long Parse(string text) =>
        TryParse(text, out var bytes) ? bytes : throw new FormatException($"'{text}' is not {Allowed}.");

    /// <summary>Reads an amount in bytes, 0 or more; false when the text is none, or is 2^63 bytes or more.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out long bytes)
    {
        bytes = 0;
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits <= 0 || !long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        var name = text.AsSpan(digits);
        foreach (var unit in Units)
        {
            if (!name.SequenceEqual(unit.Name)) continue;
            bytes = number <= long.MaxValue >> unit.Shift ? number << unit.Shift : 0;
            return number <= long.MaxValue >> unit.Shift;
        }
        return false;
    }

    /// <summary>The canonical text: the largest unit of which the amount is a whole number.</summary>
    /// <param name="bytes">0 or more.</param>
    public static string Format(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        var unit = bytes == 0 ? Units[^1] : Array.Find(Units, u => bytes >> u.Shift << u.Shift == bytes);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes >> unit.Shift}{unit.Name}");
    }
}
