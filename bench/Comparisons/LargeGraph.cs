using Muster.Bench.Measuring;
using Muster.Bench.Programs;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>A graph of many jobs as a user meets it: how soon it is submitted, and how soon its status is there.</summary>
internal sealed class LargeGraph : IComparison
{
    private const int Jobs = 10_000, SmallJobs = 10, Repeats = 10;
    private static readonly TimeSpan Always = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public string Name => "large-graph";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        var large = new GraphFiles(bench.Folder, GraphShape.Fan, Jobs).Queue(Environment.ProcessorCount);
        var small = new GraphFiles(bench.Folder, GraphShape.Fan, SmallJobs).Queue(Environment.ProcessorCount);
        var (ours, theirs) = (bench.Folder.NewPath("store"), bench.Folder.NewPath("store"));
        var submits = Pairs.Take(bench.Options.Rounds, () => Submit(bench, large, ours), () => Submit(bench, small, theirs))[0];
        yield return Row.AtMostOr($"`muster submit --no-engine`, a queue file of {Jobs:N0} jobs", submits, $"a queue file of {SmallJobs} jobs", 2, Always);
        var looks = Pairs.Take(bench.Options.Rounds, () => Status(bench, ours), () => Status(bench, theirs))[0];
        yield return Row.AtMostOr($"`muster status` on that run of {Jobs:N0} jobs", looks, $"on a run of {SmallJobs} jobs", 2, Always);
        Directory.Delete(ours, recursive: true);
        Directory.Delete(theirs, recursive: true);
    }

    private static Sample Submit(BenchContext bench, string queue, string store) =>
        bench.Timer.Time($"'{bench.Muster}' submit --no-engine '{queue}' --store '{store}'");

    private static Sample Status(BenchContext bench, string store) =>
        bench.Timer.Time($"for i in {{1..{Repeats}}}; do '{bench.Muster}' status last --store '{store}'; done").Times(1.0 / Repeats);
}
