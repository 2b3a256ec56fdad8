using Muster.PowerShell.Pipeline;

namespace Muster.PowerShell.Views;

/// <summary>A point's result as cmdlets give it: all that it has is properties that are known only when it is read, in the order index, parameters, metrics, how it ended.</summary>
public sealed class MusterResult : INoted
{
    private readonly IReadOnlyList<KeyValuePair<string, object?>> notes;
    private readonly (int Parameters, int Metrics) counts;

    internal MusterResult(IReadOnlyList<KeyValuePair<string, object?>> notes, (int Parameters, int Metrics) counts) => (this.notes, this.counts) = (notes, counts);

    /// <summary>The names that are no parameters and no metrics.</summary>
    internal static IReadOnlyList<string> OwnNames { get; } =
        ["Index", "State", "ExitCode", "Signal", "Attempts", "StartedAt", "EndedAt", "Elapsed", "CpuTime", "PeakMemoryBytes", "Run", "Store"];

    /// <summary>The parameters in a line, for tables.</summary>
    public string ParametersText() => Text(notes.Skip(1).Take(counts.Parameters));

    /// <summary>The metrics in a line, for tables.</summary>
    public string MetricsText() => Text(notes.Skip(1 + counts.Parameters).Take(counts.Metrics));

    /// <summary>A property's value; null: it has none of this name.</summary>
    internal object? this[string name] => notes.FirstOrDefault(note => note.Key == name).Value;

    /// <summary>The names of all properties, in their order.</summary>
    internal IEnumerable<string> Names => notes.Select(note => note.Key);

    IReadOnlyList<KeyValuePair<string, object?>> INoted.Notes => notes;

    /// <inheritdoc />
    public override string ToString() => $"{this["Run"]} {this["Index"]}";

    private static string Text(IEnumerable<KeyValuePair<string, object?>> some) => string.Join(' ', some
        .Where(note => note.Value is not null)
        .Select(note => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{note.Key}={note.Value}")));
}
