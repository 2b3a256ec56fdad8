using Muster.Specs.Sweeps;
using Muster.Sweeps;

namespace Muster.Specs;

/// <summary>What came of reading a sweep file or a queue file: a spec with its rows and notices, or errors. Never both.</summary>
public sealed class SweepReading
{
    private SweepReading(SpecKind? kind, SweepSpec? spec, RowFileSummary? rows, IReadOnlyList<string> ignored, IReadOnlyList<SpecError> errors) =>
        (Kind, Spec, Rows, Ignored, Errors) = (kind, spec, rows, ignored, errors);

    internal static SweepReading Bad(SpecError error) => Bad(null, [error]);

    internal static SweepReading Bad(SpecKind? kind, IReadOnlyList<SpecError> errors) => new(kind, null, null, [], errors);

    /// <summary>The end of a reading.</summary>
    internal static SweepReading Of(SettingDraft<SweepSpec> draft, RowSink sink, SpecKind? kind)
    {
        if (draft.Errors.All.Count > 0) return new(kind, null, null, [], draft.Errors.InOrder());
        var rows = sink.Complete();
        return new(kind, draft.Spec with { RowsDigest = rows?.Digest }, rows, draft.Ignored, []);
    }

    /// <summary>What the file is; null: it cannot be told, since the file cannot be read or holds no settings.</summary>
    public SpecKind? Kind { get; }

    /// <summary>The spec; null when there are errors.</summary>
    public SweepSpec? Spec { get; }

    /// <summary>What was written to the row file; null when the sweep has no rows (then none was opened), or there are errors.</summary>
    public RowFileSummary? Rows { get; }

    /// <summary>The settings that were given, but have no effect on this machine, in the order of their table.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>All that is wrong, in the order of the files' lines where possible; empty when nothing is.</summary>
    public IReadOnlyList<SpecError> Errors { get; }

    /// <summary>One line that names <see cref="Ignored"/>; null when nothing is ignored.</summary>
    public string? Notice => Ignored.Count == 0
        ? null
        : $"This machine ignores: {string.Join(", ", Ignored)} ({(Ignored.Count == 1 ? "it takes" : "they take")} effect on EC2; the file stays portable).";
}
