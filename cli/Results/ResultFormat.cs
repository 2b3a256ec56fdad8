using Muster.Operations;

namespace Muster.Cli.Results;

/// <summary>How results are answered.</summary>
internal enum ResultFormat
{
    /// <summary>For eyes.</summary>
    Table,
    /// <summary>A list of one flat object per point.</summary>
    Json,
    /// <summary>An object per line.</summary>
    Jsonl,
    /// <summary>With a header row (RFC 4180).</summary>
    Csv,
}

/// <summary>What was asked.</summary>
/// <param name="Query">Which points.</param>
/// <param name="Format">How to answer.</param>
/// <param name="Limit">Most points; null: the usual ones.</param>
internal sealed record ResultOrder(PointQuery Query, ResultFormat Format, int? Limit)
{
    /// <summary>A sentence on how to see the rows beyond the limit.</summary>
    public string AllOfThem { get; init; } = "See --limit, or --format csv for all.";
}
