namespace Muster.Specs;

/// <summary>Collects errors, so that one reading tells them all; a hundred are enough.</summary>
internal sealed class SpecErrors
{
    public const int Most = 100;
    private readonly List<SpecError> _errors = [];

    public IReadOnlyList<SpecError> All => _errors;

    /// <summary>Whether so many errors were found that reading on helps nobody.</summary>
    public bool Enough => _errors.Count > Most;

    /// <summary>As a person goes through the files: file by file as first met, then by line and column.</summary>
    public IReadOnlyList<SpecError> InOrder()
    {
        var files = _errors.Select(e => e.At.File).Distinct().ToList();
        return [.. _errors.OrderBy(e => e.Kind == SpecErrorKind.TooManyErrors).ThenBy(e => files.IndexOf(e.At.File)).ThenBy(e => e.At.Line).ThenBy(e => e.At.Column)];
    }

    public void Add(SpecErrorKind kind, Place at, string message, string? value = null, string? suggestion = null) =>
        Add(new(kind, at, message) { Value = value, Suggestion = suggestion });

    public void Add(SpecError error)
    {
        if (Enough) return;
        _errors.Add(_errors.Count < Most
            ? error
            : new(SpecErrorKind.TooManyErrors, error.At, $"Reading stopped here after {Most} errors; there may be more. Mend the first ones and try again."));
    }
}
