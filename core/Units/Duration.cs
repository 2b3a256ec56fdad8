using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Muster.Units;

/// <summary>
/// Durations as people write them: whole numbers with the units <c>d h m s ms</c>, largest first, each at most once,
/// nothing between them (<c>90s 15m 2h 1h30m 7d</c>). A number without a unit is no duration, and what cannot be read is never "no limit".
/// </summary>
public static class Duration
{
    /// <summary>What is allowed, for error messages.</summary>
    public const string Allowed = "a duration of whole numbers with the units d, h, m, s or ms, largest first, such as 90s, 15m, 1h30m or 7d";

    private static readonly (string Name, long Milliseconds)[] Units =
        [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

    /// <summary>
    /// A regular expression (ECMA-262) for durations, without anchors. It knows the grammar, not <see cref="MaxValue"/>.
    /// </summary>
    public static string Pattern { get; } = $"(?=[0-9]){string.Concat(Units.Select(unit => $"([0-9]+{unit.Name})?"))}";

    /// <summary>The longest duration: what a <see cref="TimeSpan"/> holds, in whole milliseconds.</summary>
    public static TimeSpan MaxValue { get; } = TimeSpan.FromMilliseconds(TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond, 0);

    /// <summary>Reads a duration, 0 or more.</summary>
    /// <exception cref="FormatException">It is none; the message says what is allowed.</exception>
    public static TimeSpan Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not {Allowed}.");

    /// <summary>Reads a duration, 0 or more; false when the text is none or longer than <see cref="MaxValue"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TimeSpan value)
    {
        value = default;
        if (string.IsNullOrEmpty(text)) return false;
        var rest = text.AsSpan();
        var total = Int128.Zero;
        var next = 0;
        while (rest.Length > 0)
        {
            if (!TryTakePart(ref rest, ref next, out var part)) return false;
            total += part;
        }
        if (total > MaxValue.Ticks / TimeSpan.TicksPerMillisecond) return false;
        value = TimeSpan.FromMilliseconds((long)total, 0);
        return true;
    }

    private static bool TryTakePart(ref ReadOnlySpan<char> rest, ref int next, out Int128 milliseconds)
    {
        milliseconds = default;
        var digits = rest.IndexOfAnyExceptInRange('0', '9');
        if (digits <= 0 || !long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        rest = rest[digits..];
        var end = rest.IndexOfAnyInRange('0', '9');
        var unit = end < 0 ? rest : rest[..end];
        for (; next < Units.Length; next++)
        {
            if (!unit.SequenceEqual(Units[next].Name)) continue;
            milliseconds = (Int128)number * Units[next++].Milliseconds;
            rest = rest[unit.Length..];
            return true;
        }
        return false;
    }

    /// <summary>The canonical text: the fewest parts, largest first (<c>90s</c> is <c>1m30s</c>, zero is <c>0s</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or no whole number of milliseconds.</exception>
    public static string Format(TimeSpan value)
    {
        if (value < TimeSpan.Zero || value.Ticks % TimeSpan.TicksPerMillisecond != 0)
            throw new ArgumentOutOfRangeException(nameof(value), value, "A duration is a whole number of milliseconds, 0 or more.");
        if (value == TimeSpan.Zero) return "0s";
        var text = new StringBuilder();
        var left = value.Ticks / TimeSpan.TicksPerMillisecond;
        foreach (var (name, milliseconds) in Units)
        {
            if (left / milliseconds is var count and > 0) text.Append(count).Append(name);
            left %= milliseconds;
        }
        return text.ToString();
    }
}
