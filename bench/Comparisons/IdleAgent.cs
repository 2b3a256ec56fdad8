using Muster.Bench.Measuring;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>An agent on a store in which there is nothing to do: what it costs to have one.</summary>
internal sealed class IdleAgent : IComparison
{
    private const long MemoryLimitBytes = 60_000_000;
    private const double CpuLimit = 0.001;

    // What it does again and again is compiled once more within its first minute.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(75), SettlesQuickly = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public string Name => "agent";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        var isQuick = bench.Options.IsQuick;
        var watched = TimeSpan.FromSeconds(isQuick ? 30 : 60);
        var sample = Watch(bench, isQuick ? SettlesQuickly : Settles, watched);
        var what = $"`muster agent`, nothing to do for {watched.TotalSeconds:0} s";
        yield return Row.Memory($"{what}: resident memory", [sample.ResidentBytes], MemoryLimitBytes);
        yield return Row.Memory($"{what}: its peak since the start", [sample.PeakBytes], MemoryLimitBytes);
        yield return Row.Share($"{what}: CPU", sample.Cpu / watched, CpuLimit);
    }

    private static IdleSample Watch(BenchContext bench, TimeSpan settles, TimeSpan watched)
    {
        var store = bench.Folder.NewPath("store");
        var sample = IdleProcess.Watch(bench.Muster, ["agent", "--store", store], settles, watched);
        Directory.Delete(store, recursive: true);
        return sample;
    }
}
