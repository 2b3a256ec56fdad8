using Muster.Bench.Measuring;
using Muster.Bench.Programs;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>A graph of jobs that do nothing against GNU make: what is measured is what it takes to run a job, with its record and its checkpoints.</summary>
/// <param name="shape">Who waits for whom.</param>
/// <param name="wanted">How many jobs.</param>
internal sealed class JobGraphs(GraphShape shape, int wanted) : IComparison
{
    /// <inheritdoc />
    public string Name => shape == GraphShape.Chain ? "chain" : "fan";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        var jobs = bench.Options.IsQuick ? wanted / 10 : wanted;
        var atOnce = shape == GraphShape.Chain ? 1 : Environment.ProcessorCount;
        var what = $"{(shape == GraphShape.Chain ? "a chain" : "a fan")} of {jobs:N0} jobs of `true`, {atOnce} at a time";
        var (stamps, nothing, direct) = ($"`make -j{atOnce}`, output and a stamp kept per job", $"`make -j{atOnce}` that keeps nothing", $"`make -j{atOnce}` that keeps nothing, and no shell");
        if (!Tools.Has("make"))
        {
            yield return Row.NotMeasured(what, stamps, "make is not installed");
            yield break;
        }

        var graph = new GraphFiles(bench.Folder, shape, jobs);
        var queue = graph.Queue(atOnce);
        Func<Sample>[] others =
            [.. new[] { graph.MakeWithStamps(), graph.MakeOfNothing(), graph.MakeWithoutShell() }.Select(file => (Func<Sample>)(() => Make(bench, file, atOnce)))];
        var pairs = Pairs.Take(bench.Options.Rounds, () => GraphRuns.Muster(bench, queue), others);
        yield return Row.AtMost(what, pairs[0], stamps, 1.5);
        yield return Row.Beside(what, pairs[1], nothing);
        yield return Row.Beside(what, pairs[2], direct);
    }

    private static Sample Make(BenchContext bench, string makefile, int atOnce) =>
        GraphRuns.InOwnFolder(bench, $"make -s -j{atOnce} -f '{makefile}'");
}
