using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>One question of speed or size.</summary>
internal interface IComparison
{
    /// <summary>Its name for <c>--only</c>.</summary>
    string Name { get; }

    /// <summary>Measures, row by row.</summary>
    IEnumerable<Row> Measure(BenchContext bench);
}
