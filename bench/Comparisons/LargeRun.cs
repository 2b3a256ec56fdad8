using Muster.Bench.Measuring;
using Muster.Bench.Programs;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>A million points being worked on: the memory that takes, and whether status stays as quick as on ten points.</summary>
internal sealed class LargeRun : IComparison
{
    /// <summary>Most memory that submit and engine may take on a million points.</summary>
    public const long MemoryLimitBytes = 300_000_000;

    private const int Points = 1_000_000, SmallPoints = 10, Repeats = 10;

    /// <inheritdoc />
    public string Name => "million";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        var sweep = SweepFiles.Grid(bench.Folder, Points);
        var (large, small) = (bench.Folder.NewPath("store"), bench.Folder.NewPath("store"));
        var works = bench.Options.EngineWorks;
        var peak = PeakMemory.Of(bench.Muster, ["submit", sweep, "--store", large], works, TimeProvider.System);
        yield return Row.Memory($"`muster submit`, engine at work on {Points:N0} points for {works.TotalSeconds:0} s: peak memory", [peak], MemoryLimitBytes);
        bench.Timer.Time($"'{bench.Muster}' submit '{SweepFiles.Short(bench.Folder, SmallPoints, Environment.ProcessorCount)}' --store '{small}'");
        var pairs = Pairs.Take(bench.Options.Rounds, () => Status(bench, large), () => Status(bench, small))[0];
        yield return Row.AtMost($"`muster status` on that run of {Points:N0} points", pairs, $"on a run of {SmallPoints} points", 2);
        Directory.Delete(large, recursive: true);
    }

    private static Sample Status(BenchContext bench, string store) =>
        bench.Timer.Time($"for i in {{1..{Repeats}}}; do '{bench.Muster}' status last --store '{store}'; done").Times(1.0 / Repeats);
}
