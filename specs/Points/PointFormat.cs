namespace Muster.Specs;

/// <summary>How points are written that come from a file or a pipe.</summary>
public enum PointFormat
{
    /// <summary>A JSON object on each line.</summary>
    Jsonl,
    /// <summary>CSV with a header.</summary>
    Csv,
    /// <summary>A value on each line, which is the parameter <c>value</c>.</summary>
    Lines,
    /// <summary>A value up to each NUL, as <c>find -print0</c> writes them.</summary>
    Nul,
}

/// <summary>Where points come from.</summary>
/// <param name="Name">What errors call it: the file as it was named, or <c>stdin</c>.</param>
/// <param name="Open">Opens it; null: it is a file of that name.</param>
/// <param name="Format">How they are written; null: that is recognised.</param>
public sealed record PointInput(string Name, Func<Stream>? Open, PointFormat? Format);
