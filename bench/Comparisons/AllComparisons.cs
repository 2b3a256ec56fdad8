using Muster.Bench.Programs;

namespace Muster.Bench.Comparisons;

/// <summary>All comparisons, in the order of the table.</summary>
internal static class AllComparisons
{
    private static readonly IComparison[] All =
    [
        new StartUp(), new ShortPoints(2), new ShortPoints(16), new JobGraphs(GraphShape.Chain, 1_000), new JobGraphs(GraphShape.Fan, 10_000), new Snakemake(), new LargeGraph(),
        new Submitting(100_000), new Submitting(1_000_000), new LargeRun(), new IdleAgent(), new StoreThroughput(),
        new PlatformSweep(), new PlatformPoints(), new PlatformTick(), new FunctionStart(), new FunctionPackage(), new ModuleImport(),
    ];

    /// <summary>The names for <c>--only</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(comparison => comparison.Name)];

    /// <summary>Those of some names; all when there is none.</summary>
    public static IEnumerable<IComparison> Of(IReadOnlyList<string> names) =>
        All.Where(comparison => names.Count == 0 || names.Contains(comparison.Name));
}
