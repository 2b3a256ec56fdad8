using Muster.Bench.Measuring;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>An agent on a store in which there is nothing to do: what it costs to have one.</summary>
internal sealed class IdleAgent : IComparison
{
    private const long MemoryLimitBytes = 60_000_000;
    private const double CpuLimit = 0.001;
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(20);

    /// <inheritdoc />
    public string Name => "agent";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        var watched = TimeSpan.FromSeconds(bench.Options.IsQuick ? 30 : 60);
        var samples = Enumerable.Range(0, bench.Options.IsQuick ? 1 : 3).Select(_ => Watch(bench, watched)).ToList();
        var what = $"`muster agent`, nothing to do for {watched.TotalSeconds:0} s";
        yield return Row.Memory($"{what}: resident memory", [.. samples.Select(sample => sample.ResidentBytes)], MemoryLimitBytes);
        yield return Row.Memory($"{what}: its peak since the start", [.. samples.Select(sample => sample.PeakBytes)], MemoryLimitBytes);
        yield return Row.Share($"{what}: CPU", [.. samples.Select(sample => sample.Cpu / watched)], CpuLimit);
    }

    private static IdleSample Watch(BenchContext bench, TimeSpan watched)
    {
        var store = bench.Folder.NewPath("store");
        var sample = IdleProcess.Watch(bench.Muster, ["agent", "--store", store], Settles, watched);
        Directory.Delete(store, recursive: true);
        return sample;
    }
}
