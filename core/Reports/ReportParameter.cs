namespace Muster.Reports;

/// <summary>How a parameter's values may be drawn.</summary>
public enum ParameterKind
{
    /// <summary>All points have the same value.</summary>
    Constant,
    /// <summary>All values are numbers.</summary>
    Number,
    /// <summary>Some are not numbers, and there are few.</summary>
    Category,
    /// <summary>Some are not numbers, and there are too many to tell apart in a chart.</summary>
    Texts,
}

/// <summary>A parameter of a run, and what values its points have.</summary>
/// <param name="Name">Its name, as results show it.</param>
/// <param name="Kind">How it may be drawn.</param>
public sealed record ReportParameter(string Name, ParameterKind Kind)
{
    /// <summary>The different values as commands see them: numbers ascending, others in the order of their first use; null: too many to tell apart.</summary>
    public required IReadOnlyList<string>? Values { get; init; }

    /// <summary>Whether some points do not have it, or have nothing as its value.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The least number; 0 where it is no number.</summary>
    public double Min { get; init; }

    /// <summary>The greatest number; 0 where it is no number.</summary>
    public double Max { get; init; }

    /// <summary>Whether a scale of powers of ten shows it better.</summary>
    public bool IsLog => Kind == ParameterKind.Number && Spans.IsWide(Min, Max);

    /// <summary>Whether metrics may be drawn against it.</summary>
    public bool IsDrawn => Kind is ParameterKind.Number or ParameterKind.Category;
}
