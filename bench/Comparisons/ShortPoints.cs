using Muster.Bench.Measuring;
using Muster.Bench.Programs;
using Muster.Bench.Reporting;

namespace Muster.Bench.Comparisons;

/// <summary>Points that do nothing: what is measured is what it takes to run a point.</summary>
/// <param name="slots">Points at a time.</param>
internal sealed class ShortPoints(int slots) : IComparison
{
    /// <inheritdoc />
    public string Name => $"short-{slots}";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        var points = bench.Options.Points;
        var few = bench.Options.ParallelPoints ?? Math.Max(1, points / 5);
        var sweep = SweepFiles.Short(bench.Folder, points, slots);
        var hasParallel = Tools.Has("parallel");
        Func<Sample> xargs = () => Xargs(bench, points), parallel = () => Parallel(bench, few).Times((double)points / few);
        Func<Sample>[] others = hasParallel ? [xargs, parallel] : [xargs];
        var pairs = Pairs.Take(bench.Options.Rounds, () => Muster(bench, sweep), others);
        var what = $"{points:N0} points of `true`, {slots} at a time";
        yield return Row.AtMost(what, pairs[0], $"`xargs -P {slots}`", 1.3);
        var against = few == points ? $"`parallel --joblog -j{slots}`" : $"`parallel --joblog -j{slots}`: {few:N0} points, time per point × {points:N0}";
        yield return hasParallel ? Row.FasterBy(what, pairs[1], against, 3) : Row.NotMeasured(what, against, "parallel is not installed");
    }

    private static Sample Muster(BenchContext bench, string sweep)
    {
        var store = bench.Folder.NewPath("store");
        var sample = bench.Timer.Time($"'{bench.Muster}' submit '{sweep}' --store '{store}'");
        Directory.Delete(store, recursive: true);
        return sample;
    }

    private Sample Xargs(BenchContext bench, int points) =>
        InOwnFolder(bench, $"seq 1 {points} | xargs -P {slots} -I{{}} bash -c 'true > out/{{}}.log 2>&1'");

    private Sample Parallel(BenchContext bench, int points) =>
        InOwnFolder(bench, $"seq 1 {points} | parallel --will-cite --joblog joblog -j{slots} 'true > out/{{}}.log 2>&1'");

    private static Sample InOwnFolder(BenchContext bench, string script)
    {
        var folder = bench.Folder.NewPath("others");
        Directory.CreateDirectory(Path.Join(folder, "out"));
        var sample = bench.Timer.Time(script, folder);
        Directory.Delete(folder, recursive: true);
        return sample;
    }
}
