using Muster.Operations;
using Muster.Sweeps;

namespace Muster.Reports;

/// <summary>The cells of a parameter's values: a value each, or ranges of numbers where there are many.</summary>
public sealed class ReportAxis
{
    private const int Ranges = 12;
    private readonly Func<string, int?> find;

    private ReportAxis(ReportParameter parameter, IReadOnlyList<string> labels, Func<string, int?> find) =>
        (Parameter, Labels, this.find) = (parameter, labels, find);

    /// <summary>The parameter.</summary>
    public ReportParameter Parameter { get; }

    /// <summary>The cells in order: a value, or where a range begins and ends.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The cell that a value belongs to, 0-based; null: to none.</summary>
    /// <param name="json">The value as a JSON token; null: it has none.</param>
    public int? CellOf(string? json) => json is null or "null" ? null : find(json);

    /// <summary>The cells of a parameter that is drawn.</summary>
    public static ReportAxis Of(ReportParameter parameter) => parameter switch
    {
        { Values: { } texts, Kind: ParameterKind.Number } => OfNumbers(parameter, texts),
        { Values: { } texts } => OfTexts(parameter, texts),
        { Kind: ParameterKind.Number } => OfRanges(parameter),
        _ => throw new ArgumentException($"Parameter {parameter.Name} cannot be drawn.", nameof(parameter)),
    };

    private static ReportAxis OfNumbers(ReportParameter parameter, IReadOnlyList<string> texts)
    {
        var places = texts.Select((text, i) => (JsonValue.NumberOf(text), i)).ToDictionary(pair => pair.Item1!.Value, pair => pair.i);
        return new(parameter, texts, json => JsonValue.NumberOf(json) is { } number && places.TryGetValue(number, out var i) ? i : null);
    }

    private static ReportAxis OfTexts(ReportParameter parameter, IReadOnlyList<string> texts)
    {
        var places = texts.Select((text, i) => (text, i)).ToDictionary(pair => pair.text, pair => pair.i, StringComparer.Ordinal);
        return new(parameter, texts, json => places.TryGetValue(new ParameterValue(json).Text, out var i) ? i : null);
    }

    private static ReportAxis OfRanges(ReportParameter parameter)
    {
        var (min, max) = (Place(parameter.Min), Place(parameter.Max));
        var step = NiceNumbers.Step(max - min, Ranges);
        var first = Math.Floor(min / step + 1e-9);
        // The greatest number belongs to the last range, also where it is its end.
        var count = Math.Max(1, (int)(Math.Ceiling(max / step - 1e-9) - first));
        return new(
            parameter,
            [.. Enumerable.Range(0, count).Select(i => $"{Text(first + i)}–{Text(first + i + 1)}")],
            json => JsonValue.NumberOf(json) is { } number && !(parameter.IsLog && number <= 0) ? Math.Clamp((int)(Math.Floor(Place(number) / step + 1e-9) - first), 0, count - 1) : null);

        double Place(double number) => parameter.IsLog ? Math.Log10(number) : number;

        string Text(double multiple) => (parameter.IsLog ? Math.Pow(10, multiple * step) : multiple * step).ToString("G3", System.Globalization.CultureInfo.InvariantCulture).Replace("E-0", "e-", StringComparison.Ordinal).Replace("E+0", "e", StringComparison.Ordinal).Replace('E', 'e');
    }
}
