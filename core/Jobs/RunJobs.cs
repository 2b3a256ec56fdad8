using Muster.Graphs;
using Muster.Operations;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Jobs;

/// <summary>What is told of a run's jobs beside its status.</summary>
/// <param name="Points">The points that are told of.</param>
/// <param name="IsWhole">Whether all jobs of the point are told, since it is the only one or was asked for; else those that failed, of points that failed last.</param>
public sealed record RunJobs(IReadOnlyList<PointJobs> Points, bool IsWhole)
{
    /// <summary>Most jobs that failed and are told of.</summary>
    public const int MostFailed = 10;

    /// <summary>The jobs that are told of, with their points.</summary>
    public IEnumerable<(long Point, JobView Job)> Told => IsWhole
        ? Points.SelectMany(point => point.Jobs.Select(job => (point.Point.Index, job)))
        : Points.SelectMany(point => point.Jobs.Where(job => job.State == JobState.Failed).Select(job => (point.Point.Index, job))).Take(MostFailed);
}

/// <summary>Reads what is told of a run's jobs, again and again while it is watched.</summary>
/// <param name="ports">What it works with.</param>
/// <param name="point">The point that was asked for; null: none.</param>
public sealed class RunJobsReader(RunPorts ports, long? point)
{
    private const int MostPoints = 3;
    private readonly JobReader reader = new(ports);
    private (RunId Run, GraphSpec? Graph)? known;
    private (long Failed, IReadOnlyList<PointView> Points) failures = (0, []);

    /// <summary>Reads it.</summary>
    /// <returns>Null: the run has no jobs, or its spec is gone.</returns>
    /// <exception cref="NoSuchJobException">It has none, and a point was asked for.</exception>
    /// <exception cref="NoSuchPointException">The point is beyond the run's.</exception>
    public async Task<RunJobs?> ReadAsync(RunStatus status, CancellationToken cancel = default)
    {
        if (await GraphAsync(status.Run, cancel) is not { } graph)
            return point is null ? null : throw NoSuchJobException.None(status.Run);
        if ((point ?? (status.Run.PointCount == 1 ? 0 : null)) is { } one)
            return new([await reader.ReadAsync(status, graph, one, cancel)], true);
        if (status.Counts.Failed != failures.Failed)
            failures = (status.Counts.Failed, await new RecentFailures(ports).FindAsync(status.Run, MostPoints, cancel));
        var points = new List<PointJobs>();
        foreach (var failed in failures.Points)
            points.Add(await reader.ReadAsync(status, graph, failed, cancel));
        return new(points, false);
    }

    private async Task<GraphSpec?> GraphAsync(RunRecord run, CancellationToken cancel)
    {
        if (known is not { } read || read.Run != run.Id)
            known = read = (run.Id, await FindAsync(run, cancel));
        return read.Graph;
    }

    private async Task<GraphSpec?> FindAsync(RunRecord run, CancellationToken cancel)
    {
        try
        {
            return await JobReader.FindGraphAsync(ports.Blobs, run, cancel);
        }
        catch (SpecGoneException) when (point is null)
        {
            return null;
        }
    }
}
