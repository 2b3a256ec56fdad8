namespace Muster.Specs;

/// <summary>One thing that is wrong with a file, and what to do about it.</summary>
/// <param name="Kind">What kind of error.</param>
/// <param name="At">Where it is.</param>
/// <param name="Message">Whole sentences: what, the value found, what is allowed, what to do.</param>
public sealed record SpecError(SpecErrorKind Kind, Place At, string Message)
{
    /// <summary>The value or key found, as written; null when there is none to show.</summary>
    public string? Value { get; init; }

    /// <summary>The nearest key that is allowed there, or what to write instead; null when nothing is near.</summary>
    public string? Suggestion { get; init; }

    /// <summary><c>FILE:LINE:COLUMN: MESSAGE</c>.</summary>
    public override string ToString() => $"{At}: {Message}";
}
