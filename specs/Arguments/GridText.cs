using System.Text;
using Muster.Specs.Nodes;
using Muster.Specs.Sweeps;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Specs.Arguments;

/// <summary>
/// Reads an axis such as <c>lr=0.1,0.01</c>, <c>seed=1..5</c> or <c>x=0..1..0.25</c>. A backslash takes their meaning from a comma, from two
/// points and from a backslash. A range that stands alone is computed; in a list it is written out.
/// </summary>
internal sealed class GridText
{
    /// <summary>Most values of a list.</summary>
    public const int MostListed = 1_000_000;

    private const string Between = "..";
    private const int LongestNumber = 100;
    private readonly string _text;
    private readonly SpecDraft _draft;
    private readonly string _name;

    private GridText(string text, string name, SpecDraft draft) => (_text, _name, _draft) = (text, name, draft);

    /// <summary>The axis; null when it is none, which is told.</summary>
    public static GridAxis? Axis(string text, SpecDraft draft)
    {
        if (text.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals) || equals == text.Length - 1)
        {
            draft.Errors.Add(SpecErrorKind.InvalidValue, ArgumentSweepReader.CommandLine,
                $"--grid is {Shown.Quoted(text)}, but must be NAME=VALUES, such as lr=0.1,0.01 or seed=1..5.", text);
            return null;
        }
        if (draft.Names.Of(text[..equals], ArgumentSweepReader.CommandLine, NamePlace.Grid) is not { } name) return null;
        return new GridText(text, name, draft).Values(Items(text[(equals + 1)..])) is { } values ? new(name, values) : null;
    }

    /// <summary>The items between commas, as they were written.</summary>
    private static List<string> Items(string text)
    {
        var (items, item) = (new List<string>(), new StringBuilder());
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length) item.Append(text[at++]).Append(text[at]);
            else if (text[at] != ',') item.Append(text[at]);
            else
            {
                items.Add(item.ToString());
                item.Clear();
            }
        }
        items.Add(item.ToString());
        return items;
    }

    private IReadOnlyList<ParameterValue>? Values(List<string> items)
    {
        var parts = new List<IReadOnlyList<ParameterValue>>(items.Count);
        foreach (var item in items)
        {
            if (Part(item, parts.Count + 1) is not { } part) return null;
            parts.Add(part);
        }
        if (parts is [var only]) return only;
        var count = parts.Sum(part => (long)part.Count);
        if (count <= MostListed) return [.. parts.SelectMany(part => part)];
        Bad($"lists {count} values; a list has at most {MostListed}. A range that stands alone may be longer");
        return null;
    }

    private IReadOnlyList<ParameterValue>? Part(string item, int number)
    {
        if (item.Length == 0)
        {
            Bad($"has an empty value, its {Ordinal(number)}. Remove the comma; a point with empty text may come by --from, as {{\"{_name}\": \"\"}}");
            return null;
        }
        var ends = item.Split(Between);
        if (ends.Length > 1 && ends.All(LooksLikeNumber) && ends.Any(end => end.Any(char.IsAsciiDigit))) return Range(item, ends);
        var node = new ScalarNode(ArgumentSweepReader.CommandLine, ScalarKind.Untyped, Plain(item));
        return Sweeps.Values.Of(_name, node, _draft.Errors) is { } value ? [value] : null;
    }

    private ValueRange? Range(string item, string[] ends)
    {
        var numbers = ends.Select(end => end.Length <= LongestNumber && ExactNumber.TryParse(end, out var number) ? number : null).ToList();
        if (numbers.Count > 3 || numbers.Contains(null))
        {
            Bad($"has {Shown.Quoted(item)}, which is no range FIRST..LAST or FIRST..LAST..STEP of numbers such as 1, -2 or 0.5. "
                + $"If it is text, write {item.Replace(Between, @"\..", StringComparison.Ordinal)}");
            return null;
        }
        if (!ValueRange.TryBetween(numbers[0]!.Value, numbers[1]!.Value, numbers.ElementAtOrDefault(2), out var range, out var problem))
            Bad($"has the range {item}, which {problem}");
        return range;
    }

    private static bool LooksLikeNumber(string text) => text.All(character => char.IsAsciiDigit(character) || character is '.' or '+' or '-' or 'e' or 'E');

    /// <summary>The text that an item stands for: the backslashes gone that took a meaning.</summary>
    private static string Plain(string item)
    {
        var text = new StringBuilder(item.Length);
        for (var at = 0; at < item.Length; at++)
        {
            var rest = item.AsSpan(at + 1);
            if (item[at] == '\\' && (rest is ['\\' or ',', ..] || rest.StartsWith(Between, StringComparison.Ordinal))) at++;
            text.Append(item[at]);
        }
        return text.ToString();
    }

    private static string Ordinal(int number) => number switch { 1 => "first", 2 => "second", 3 => "third", _ => $"{number}th" };

    private void Bad(string what) =>
        _draft.Errors.Add(SpecErrorKind.InvalidValue, ArgumentSweepReader.CommandLine, $"--grid {Shown.Quoted(_text)} {what}.", _text);
}
