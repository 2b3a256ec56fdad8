using System.Collections.Concurrent;
using Muster.Agent.Output;
using Muster.Agent.Points;
using Muster.Agent.Results;
using Muster.Graphs;
using Muster.Local.Engine;
using Muster.Outputs;
using Muster.Points;
using Muster.Runs;
using Muster.Stores;

namespace Muster.Local.Outputs;

/// <summary>Reads what attempts wrote on this machine, and what was brought from any machine to the blobs: of the latter a reference names a file with its folder.</summary>
/// <param name="points">Absolute path of the folder under which each run has its own.</param>
/// <param name="blobs">The blobs.</param>
public sealed class LocalOutputs(string points, IBlobStore blobs) : IOutputs
{
    private readonly PackCache packs = new(blobs);
    private readonly ConcurrentDictionary<RunId, RemoteLive> elsewhere = new();

    /// <summary>Whether runs may have workers on machines that go away, and tell by the blobs what their points write. Default false.</summary>
    public bool HasInstances { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <inheritdoc />
    public async Task<Stream> OpenAsync(RunId run, AttemptRecord attempt, bool error, CancellationToken cancel = default)
    {
        if (attempt.Output is null)
            return Stream.Null;
        var output = AttemptOutput.Parse(attempt.Output);
        return await OpenAsync(run, error ? output.Stderr : output.Stdout, cancel);
    }

    /// <inheritdoc />
    public IReadOnlyList<LiveAttempt> ListRunning(RunId run)
    {
        var here = WorkingOn(run).SelectMany(folders => new LiveAttempts(folders).List()).ToList();
        var there = HasInstances ? Elsewhere(run).List().Where(attempt => !here.Exists(own => own.Worker == attempt.Worker)) : [];
        return [.. here.Concat(there).OrderBy(attempt => attempt.Index).ThenBy(attempt => attempt.StartedAt)];
    }

    /// <inheritdoc />
    public ILiveOutput? OpenRunning(RunId run, LiveAttempt attempt, bool error) => !attempt.IsHere
        ? Elsewhere(run).Open(attempt, error)
        : WorkingOn(run).Select(folders => new LiveAttempts(folders).Open(attempt, error)).FirstOrDefault(output => output is not null);

    /// <inheritdoc />
    public async Task<string?> ReadResultAsync(RunId run, AttemptRecord attempt, CancellationToken cancel = default)
    {
        if (attempt.Result is null)
            return null;
        using var reader = new StreamReader(await OpenAsync(run, OutputRef.Parse(attempt.Result), cancel));
        return await reader.ReadToEndAsync(cancel);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ListFilesAsync(RunId run, long point, IReadOnlyList<string> patterns, CancellationToken cancel = default)
    {
        var directory = FoldersOf(run).Points.PathOf(point);
        if (Directory.Exists(directory))
            return [.. new ResultCollector(patterns).Find(directory).Select(file => Path.Join(directory, file))];
        return HasInstances && await ResultManifest.ReadAsync(blobs, run, PointBlobs.ManifestOf(point), cancel) is { } manifest
            ? [.. manifest.Files.Select(file => blobs.UriOf(PointBlobs.KeyOf(run, file.Key)).ToString())]
            : [];
    }

    /// <summary>The run's folders, as the engine and as each agent of this machine sees them.</summary>
    private IEnumerable<RunFolders> WorkingOn(RunId run) =>
        [FoldersOf(run), .. AgentHome.RunningOf(points, run).Select(running => new RunFolders(Path.Join(points, run.Value), running))];

    private RunFolders FoldersOf(RunId run) => new(Path.Join(points, run.Value));

    private async Task<Stream> OpenAsync(RunId run, OutputRef? output, CancellationToken cancel)
    {
        if (output is not null && output.File.Contains('/', StringComparison.Ordinal))
            return await OpenBlobAsync(run, output, cancel);
        try
        {
            return new OutputReader(FoldersOf(run).Output).Open(output);
        }
        catch (OutputException error)
        {
            throw new OutputGoneException(error.Message, error);
        }
    }

    private async Task<Stream> OpenBlobAsync(RunId run, OutputRef output, CancellationToken cancel)
    {
        var key = GraphBlobs.KeyOf(run, output.File);
        return await packs.OpenAsync(key, output, cancel)
            ?? throw new OutputGoneException($"{blobs.UriOf(key)} is not there any more; it was removed, or the store was copied in part.");
    }

    private RemoteLive Elsewhere(RunId run) => elsewhere.GetOrAdd(run, id => new(new(blobs, id), Time));
}
