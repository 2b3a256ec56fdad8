using Muster.Operations;
using Muster.Points;

namespace Muster.Reports;

/// <summary>A way of failing, and how often it was seen.</summary>
/// <param name="Text">Words such as <c>exited with code 3</c>.</param>
/// <param name="Count">How many points ended so, 1 or more.</param>
/// <param name="First">The first of them.</param>
public sealed record FailureKind(string Text, long Count, long First);

/// <summary>A point that failed.</summary>
/// <param name="Row">The point.</param>
/// <param name="LinesOf">Who wrote the lines, such as <c>point 3</c>.</param>
/// <param name="Lines">The last lines that it wrote; empty: none.</param>
public sealed record FailedPoint(ResultRow Row, string LinesOf, IReadOnlyList<string> Lines);

/// <summary>Tells apart how points failed, and keeps a few of each way, so that a frequent one does not hide a rare one.</summary>
internal sealed class FailureTally(ReportLimits limits)
{
    private const string Other = "ended in other ways";
    private readonly Dictionary<string, Kind> kinds = new(StringComparer.Ordinal);

    /// <summary>The ways, the most frequent first.</summary>
    public IReadOnlyList<FailureKind> Kinds => [.. kinds
        .Select(pair => new FailureKind(pair.Key, pair.Value.Count, pair.Value.Rows[0].Point.Index))
        .OrderByDescending(kind => kind.Count).ThenBy(kind => kind.First)];

    /// <summary>The points that are shown, by ascending index: of each way the first, then of each the second, and so on.</summary>
    public IReadOnlyList<ResultRow> Shown => [.. kinds.Values
        .SelectMany(kind => kind.Rows.Select((row, i) => (row, i)))
        .OrderBy(pair => pair.i).ThenBy(pair => pair.row.Point.Index)
        .Take(limits.Failed).Select(pair => pair.row)
        .OrderBy(row => row.Point.Index)];

    public void Add(ResultRow row)
    {
        var text = row.Point.Entry.Last is { } last ? TextOf(last) : "failed without an attempt";
        if (!kinds.ContainsKey(text) && kinds.Count >= limits.FailureKinds - 1)
            text = Other;
        if (!kinds.TryGetValue(text, out var kind))
            kinds[text] = kind = new();
        kind.Count++;
        if (kind.Rows.Count < limits.FailedAlike)
            kind.Rows.Add(row);
    }

    /// <summary>How an attempt ended, without what is its own.</summary>
    private static string TextOf(AttemptRecord attempt) => AttemptText.Of(attempt with { Note = null, Elapsed = null });

    private sealed class Kind
    {
        public long Count { get; set; }

        public List<ResultRow> Rows { get; } = [];
    }
}
