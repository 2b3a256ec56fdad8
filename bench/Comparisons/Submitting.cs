using System.Security.Cryptography;
using Muster.Bench.Measuring;
using Muster.Bench.Programs;
using Muster.Bench.Reporting;
using Muster.Local.Store;

namespace Muster.Bench.Comparisons;

/// <summary>
/// Submitting a grid, to its acknowledgement, against SHA-256 over its points written out. The benchmark itself holds the
/// store's engine lock: so the command finds an engine alive, starts none, and nothing of the run is worked on meanwhile.
/// </summary>
/// <param name="points">Points of the grid.</param>
internal sealed class Submitting(int points) : IComparison
{
    private static readonly TimeSpan Always = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public string Name => $"submit-{points}";

    /// <inheritdoc />
    public IEnumerable<Row> Measure(BenchContext bench)
    {
        var sweep = SweepFiles.Grid(bench.Folder, points);
        var canonical = SweepFiles.Canonical(bench.Folder, sweep);
        var pairs = Pairs.Take(bench.Options.Rounds, () => Submit(bench, sweep), () => Hash(canonical))[0];
        var megabytes = new FileInfo(canonical).Length / 1e6;
        yield return Row.AtMostOr($"`muster submit --detach`, a grid of {points:N0} points", pairs, $"SHA-256 over the points' canonical bytes ({megabytes:N0} MB)", 2, Always);
        var peaks = Enumerable.Range(0, bench.Options.Rounds).Select(_ => Peak(bench, sweep)).ToList();
        yield return Row.Memory($"`muster submit --detach`, a grid of {points:N0} points: peak memory", peaks, LargeRun.MemoryLimitBytes);
        File.Delete(canonical);
    }

    private static Sample Submit(BenchContext bench, string sweep) =>
        OnLockedStore(bench, store => bench.Timer.Time($"'{bench.Muster}' submit --detach '{sweep}' --store '{store}'"));

    private static long Peak(BenchContext bench, string sweep) =>
        OnLockedStore(bench, store => PeakMemory.Of(bench.Muster, ["submit", "--detach", sweep, "--store", store], null, TimeProvider.System));

    private static T OnLockedStore<T>(BenchContext bench, Func<string, T> measure)
    {
        var directory = new StoreDirectory(bench.Folder.NewPath("store"));
        directory.Create();
        T result;
        using (EngineLock.TryAcquire(directory, new(Environment.ProcessId, null, Environment.MachineName)))
            result = measure(directory.Root);
        Directory.Delete(directory.Root, recursive: true);
        return result;
    }

    private static Sample Hash(string path)
    {
        var time = TimeProvider.System;
        var (started, cpu) = (time.GetTimestamp(), Environment.CpuUsage.TotalTime);
        using (var file = File.OpenRead(path))
            SHA256.HashData(file);
        return new(time.GetElapsedTime(started), Environment.CpuUsage.TotalTime - cpu);
    }
}
