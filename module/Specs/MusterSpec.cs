using Muster.Cli.Submitting;
using Muster.Cli.Validating;
using Muster.Specs;
using Muster.Sweeps;

namespace Muster.PowerShell.Specs;

/// <summary>A spec that was put together and read without errors, to be submitted or saved.</summary>
public sealed class MusterSpec
{
    private readonly SweepReading reading;
    private readonly string source;
    private readonly string folder;

    internal MusterSpec(string text, SweepReading reading, string source, string folder) => (Text, this.reading, this.source, this.folder) = (text, reading, source, folder);

    /// <summary><c>Sweep</c> or <c>Queue</c>.</summary>
    public string Kind => $"{reading.Kind}";

    /// <summary>The name that its runs have.</summary>
    public string Name => reading.Spec!.Name;

    /// <summary>Number of points.</summary>
    public long Points => PointSource.Total(reading.Spec!.RowCount, reading.Spec.Grid) ?? 0;

    /// <summary>The ids of its jobs, in the order in which they run one at a time; empty: it has none.</summary>
    public string[] Jobs => reading.Spec!.Graph is { } graph ? [.. GraphPlan.Of(graph).Order] : [];

    /// <summary>What is run, in a line.</summary>
    public string Work => reading.Spec!.Work;

    /// <summary>The file that it was saved to; null: none.</summary>
    public string? File { get; init; }

    /// <summary>The spec as a file has it, in JSON.</summary>
    public string Text { get; }

    /// <inheritdoc />
    public override string ToString() => Name;

    /// <summary>Reads it to submit it.</summary>
    internal ReadSweep Open() => ReadSweep.Of(rows => SweepFile.ReadText(Text, SpecFormat.Json, source, folder, rows), File);
}
