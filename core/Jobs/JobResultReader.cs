using Muster.Graphs;
using Muster.Logs;
using Muster.Operations;
using Muster.Outputs;
using Muster.Points;
using Muster.Runs;

namespace Muster.Jobs;

/// <summary>The result files of a job of a point.</summary>
/// <param name="Of">Its last attempt that succeeded.</param>
/// <param name="Files">What it kept; none: it kept nothing.</param>
public sealed record JobResults(LoggedAttempt Of, IReadOnlyList<ManifestFile> Files);

/// <summary>Finds result files of jobs.</summary>
/// <param name="ports">What it works with.</param>
/// <param name="run">The run.</param>
/// <param name="graph">Its graph.</param>
public sealed class JobResultReader(RunPorts ports, RunRecord run, GraphSpec graph)
{
    /// <summary>The result files of a job of a point.</summary>
    /// <param name="index">The point.</param>
    /// <param name="place">The job's place in the file.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="NoSuchPointException">The index is beyond the run's points.</exception>
    /// <exception cref="NoSuchAttemptException">No attempt of it has succeeded.</exception>
    /// <exception cref="OutputGoneException">What tells of them is not there any more.</exception>
    /// <exception cref="InvalidDataException">What tells of them is damaged.</exception>
    public async Task<JobResults> ReadAsync(long index, int place, CancellationToken cancel = default)
    {
        var attempts = await new JobHistory(ports, run, graph).FindAsync(index, [place], cancel);
        var last = attempts?[0].LastOrDefault(attempt => attempt.Ended is { End: AttemptEnd.Exited, ExitCode: 0 }) ?? throw await NoneAsync(index, place, cancel);
        if (last.Ended!.Result is not { } reference)
            return new(last, []);
        return await ResultManifest.ReadAsync(ports.Blobs, run.Id, reference, cancel) is { } manifest
            ? new(last, manifest.Files)
            : throw new OutputGoneException($"The list of the result files of job '{last.Job}' was kept as {ports.Blobs.UriOf(GraphBlobs.KeyOf(run.Id, reference))}, which is not there any more.");
    }

    /// <summary>The URI of a result file.</summary>
    public Uri UriOf(ManifestFile file) => ports.Blobs.UriOf(GraphBlobs.KeyOf(run.Id, file.Key));

    /// <summary>Opens a result file; null: it is not there any more.</summary>
    public Task<Stream?> OpenAsync(ManifestFile file, CancellationToken cancel = default) => ports.Blobs.GetAsync(GraphBlobs.KeyOf(run.Id, file.Key), cancel: cancel);

    private async Task<NoSuchAttemptException> NoneAsync(long index, int place, CancellationToken cancel)
    {
        var status = await new StatusReader(ports).ReadAsync(run.Id, cancel);
        var point = await new JobReader(ports).ReadAsync(status, graph, index, cancel);
        return NoSuchAttemptException.NoSuccessOf(point, point.Jobs[place]);
    }
}
