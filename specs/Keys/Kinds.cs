using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Muster.Specs.Nodes;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Specs.Keys;

/// <summary>The types that settings have.</summary>
internal static class Kinds
{
    public static ValueKind<string> Text(string allowed, Func<string, bool>? isAllowed = null) =>
        new ScalarOf<string>("text", allowed, [ScalarKind.Text], (string text, [NotNullWhen(true)] out string? value) =>
        {
            value = text;
            return !text.Contains('\0', StringComparison.Ordinal) && (isAllowed?.Invoke(text) ?? !string.IsNullOrWhiteSpace(text));
        });

    /// <summary>Text of a grammar that has its own reader, which says of a text why it is none; null when it is one.</summary>
    public static ValueKind<string> Grammar(string name, string allowed, Func<string, string?> problemOf) =>
        new ScalarOf<string>(
            name,
            allowed,
            [ScalarKind.Text],
            (string text, [NotNullWhen(true)] out string? value) => (value = text) is not null && problemOf(text) is null,
            problemOf);

    public static ValueKind<string> Matching(Regex pattern, string allowed) => Text(allowed, pattern.IsMatch);

    public static ValueKind<bool> Boolean { get; } =
        new ScalarOf<bool>("boolean", "true or false", [ScalarKind.Boolean], (string text, out bool value) =>
        {
            value = text == "true";
            return text is "true" or "false";
        });

    public static ValueKind<int> Whole(int least, int most) =>
        new ScalarOf<int>("whole number", $"a whole number from {least} to {most}", [ScalarKind.Number], (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);

    public static ValueKind<decimal> Number(string allowed, Func<decimal, bool> isAllowed) =>
        new ScalarOf<decimal>("number", allowed, [ScalarKind.Number], (string text, out decimal value) =>
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && isAllowed(value));

    public static ValueKind<TimeSpan> Time(TimeSpan least, TimeSpan most) =>
        new ScalarOf<TimeSpan>("duration", $"{Duration.Allowed}, from {Duration.Format(least)} to {Duration.Format(most)}", [ScalarKind.Text],
            (string text, out TimeSpan value) => Duration.TryParse(text, out value) && value >= least && value <= most);

    public static ValueKind<long> Memory { get; } =
        new ScalarOf<long>("memory", $"{MemorySize.Allowed}, more than 0", [ScalarKind.Text], (string text, out long value) =>
            MemorySize.TryParse(text, out value) && value > 0);

    public static ValueKind<T> OneOf<T>(Words<T> words)
        where T : struct, Enum =>
        new ScalarOf<T>("one of", Listed(words.All), [ScalarKind.Text], words.TryParse);

    private static string Listed(IReadOnlyList<string> words) => $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
}
