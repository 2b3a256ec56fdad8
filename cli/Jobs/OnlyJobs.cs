using Muster.Jobs;
using Muster.Operations;

namespace Muster.Cli.Jobs;

/// <summary>The jobs of a run's only point, read again and again while it is watched.</summary>
/// <param name="ports">What it works with.</param>
internal sealed class OnlyJobs(RunPorts ports)
{
    private readonly RunJobsReader reader = new(ports, point: null);

    /// <summary>Reads them; null: the run has none, or several points with their own.</summary>
    public async Task<PointJobs?> ReadAsync(RunStatus status, CancellationToken cancel = default) =>
        status.Run.PointCount == 1 && await reader.ReadAsync(status, cancel) is { IsWhole: true, Points: [var only] } ? only : null;

    /// <summary>How far they are; null: the run has none, or nobody can tell.</summary>
    public async Task<JobProgress?> ProgressAsync(RunStatus status, CancellationToken cancel = default) =>
        await ReadAsync(status, cancel) is { } jobs ? JobProgress.Of(jobs.Jobs) : null;
}
