using Muster.Specs.Keys;
using Muster.Sweeps;

namespace Muster.Specs;

/// <summary>What came of reading a sweep file: a spec with its rows and notices, or errors. Never both.</summary>
public sealed class SweepReading
{
    private SweepReading(SweepSpec? spec, RowFileSummary? rows, IReadOnlyList<string> ignored, IReadOnlyList<SpecError> errors) =>
        (Spec, Rows, Ignored, Errors) = (spec, rows, ignored, errors);

    internal static SweepReading Good(SweepSpec spec, RowFileSummary? rows, IReadOnlyList<string> ignored) => new(spec, rows, ignored, []);

    internal static SweepReading Bad(IReadOnlyList<SpecError> errors) => new(null, null, [], errors);

    /// <summary>The spec; null when there are errors.</summary>
    public SweepSpec? Spec { get; }

    /// <summary>What was written to the row file; null when the sweep has no rows (then none was opened), or there are errors.</summary>
    public RowFileSummary? Rows { get; }

    /// <summary>The settings that were given, but have no effect on this machine, in the order of <see cref="SettingTable"/>.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>All that is wrong, in the order of the files' lines where possible; empty when nothing is.</summary>
    public IReadOnlyList<SpecError> Errors { get; }

    /// <summary>One line that names <see cref="Ignored"/>; null when nothing is ignored.</summary>
    public string? Notice => Ignored.Count == 0
        ? null
        : $"This machine ignores: {string.Join(", ", Ignored)} ({(Ignored.Count == 1 ? "it takes" : "they take")} effect on EC2; the file stays portable).";
}
