using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Muster.Specs.Nodes;
using Muster.Specs.Schema;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Specs.Keys;

/// <summary>The types that settings have.</summary>
internal static class Kinds
{
    public static ValueKind<string> Text(string allowed) => Text(allowed, text => !string.IsNullOrWhiteSpace(text), () => ValueSchema.Text(@"\S"));

    /// <summary>Text of a grammar that has its own reader, which says of a text why it is none; null when it is one.</summary>
    public static ValueKind<string> Grammar(string name, string allowed, Func<string, string?> problemOf) =>
        new ScalarOf<string>(
            name,
            allowed,
            [ScalarKind.Text],
            (string text, [NotNullWhen(true)] out string? value) => (value = text) is not null && problemOf(text) is null,
            () => new() { ["type"] = "string", ["minLength"] = 1 },
            problemOf);

    public static ValueKind<string> Matching(Regex pattern, string allowed) =>
        Text(allowed, pattern.IsMatch, () => ValueSchema.Text(ValueSchema.PatternOf(pattern)));

    public static ValueKind<bool> Boolean { get; } =
        new ScalarOf<bool>("boolean", "true or false", [ScalarKind.Boolean], (string text, out bool value) =>
        {
            value = text == "true";
            return text is "true" or "false";
        },
        () => new() { ["type"] = "boolean" });

    public static ValueKind<int> Whole(int least, int most) =>
        new ScalarOf<int>("whole number", $"a whole number from {least} to {most}", [ScalarKind.Number], (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most,
            () => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most });

    public static ValueKind<decimal> Number(string allowed, NumberRange range) =>
        new ScalarOf<decimal>("number", allowed, [ScalarKind.Number], (string text, out decimal value) =>
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && range.Holds(value),
            range.Schema);

    public static ValueKind<TimeSpan> Time(TimeSpan least, TimeSpan most) =>
        new ScalarOf<TimeSpan>("duration", $"{Duration.Allowed}, from {Duration.Format(least)} to {Duration.Format(most)}", [ScalarKind.Text],
            (string text, out TimeSpan value) => Duration.TryParse(text, out value) && value >= least && value <= most,
            () => ValueSchema.Text($"^{(least > TimeSpan.Zero ? ValueSchema.NotZero : "")}{Duration.Pattern}$"));

    public static ValueKind<long> Memory { get; } =
        new ScalarOf<long>("memory", $"{MemorySize.Allowed}, more than 0", [ScalarKind.Text], (string text, out long value) =>
            MemorySize.TryParse(text, out value) && value > 0,
            () => ValueSchema.Text($"^{ValueSchema.NotZero}{MemorySize.Pattern}$"));

    public static ValueKind<T> OneOf<T>(Words<T> words)
        where T : struct, Enum =>
        new ScalarOf<T>("one of", Listed(words.All), [ScalarKind.Text], words.TryParse, () => ValueSchema.OneOf(words.All));

    private static ScalarOf<string> Text(string allowed, Func<string, bool> isAllowed, Func<JsonObject> schema) =>
        new("text", allowed, [ScalarKind.Text], (string text, [NotNullWhen(true)] out string? value) =>
        {
            value = text;
            return !text.Contains('\0', StringComparison.Ordinal) && isAllowed(text);
        },
        schema);

    private static string Listed(IReadOnlyList<string> words) => $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
}
