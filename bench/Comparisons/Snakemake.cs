using Muster.Bench.Measuring;
using Muster.Bench.Programs;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>A fan of jobs that do nothing against Snakemake, which keeps a record of each job as we do.</summary>
internal sealed class Snakemake : IComparison
{
    private const int Jobs = 500, QuickJobs = 50, AtOnce = 2;

    /// <inheritdoc />
    public string Name => "snakemake";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        var jobs = bench.Options.IsQuick ? QuickJobs : Jobs;
        var (what, against) = ($"a fan of {jobs:N0} jobs of `true`, {AtOnce} at a time", $"`snakemake --cores {AtOnce}`");
        if (!Tools.Has("snakemake"))
        {
            yield return Row.NotMeasured(what, against, "snakemake is not installed");
            yield break;
        }

        var graph = new GraphFiles(bench.Folder, GraphShape.Fan, jobs);
        var (queue, file) = (graph.Queue(AtOnce), graph.Snakefile());
        var pairs = Pairs.Take(bench.Options.Rounds, () => GraphRuns.Muster(bench, queue), () => Run(bench, file))[0];
        yield return Row.FasterBy(what, pairs, against, 10);
    }

    private static Sample Run(BenchContext bench, string file) =>
        GraphRuns.InOwnFolder(bench, $"HOME=\"$PWD\" snakemake --cores {AtOnce} --quiet --snakefile '{file}'");
}
