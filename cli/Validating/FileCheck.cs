using Muster.Graphs;
using Muster.Specs;
using Muster.Sweeps;

namespace Muster.Cli.Validating;

/// <summary>What came of reading a sweep file or a queue file that nobody submits.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Reading">The spec, or what is wrong.</param>
internal sealed record FileCheck(string File, SweepReading Reading)
{
    /// <summary>How many points it has; null when there are errors.</summary>
    public long? Points => Reading.Spec is { } spec ? PointSource.Total(spec.RowCount, spec.Grid) : null;

    /// <summary>The jobs that are run for each point; null when it has none, or there are errors.</summary>
    public GraphPlan? Plan { get; } = Reading.Spec?.Graph is { } graph ? GraphPlan.Of(graph) : null;

    /// <summary>What stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads standard input as a file of the current directory: JSON where it begins with a brace or a bracket, else YAML.</summary>
    public static FileCheck OfInput(Stream input)
    {
        using (input)
            return new(StandardInput, SweepFile.ReadInput(input, "stdin", Directory.GetCurrentDirectory(), () => Stream.Null));
    }

    /// <summary>Reads a file as a submission does, but keeps no rows.</summary>
    public static FileCheck Of(string file) => new(file, SweepFile.Read(file, () => Stream.Null));
}
