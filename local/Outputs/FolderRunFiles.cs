using System.Runtime.CompilerServices;
using Muster.Agent.Keeping;
using Muster.Agent.Output;
using Muster.Local.Blobs;
using Muster.Local.Store;
using Muster.Outputs;
using Muster.Runs;

namespace Muster.Local.Outputs;

/// <summary>The files of runs as files of this machine.</summary>
/// <param name="points">Absolute path of the folder under which each run has its own.</param>
public sealed class FolderRunFiles(string points) : IRunFiles
{
    /// <inheritdoc />
    public Task<IReadOnlyList<RunId>> ListRunsAsync(CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<RunId>>(
        Directory.Exists(points)
            ? [.. Directory.EnumerateDirectories(points).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal).Select(name => new RunId(name))]
            : []);

    /// <inheritdoc />
    public async IAsyncEnumerable<RunFile> ListAsync(RunId run, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        foreach (var entry in FolderWalk.Of(FolderOf(run)))
        {
            cancel.ThrowIfCancellationRequested();
            if (entry.IsRegular && !UnfinishedFile.IsOne(entry.FullPath))
                yield return new(entry.Path, entry.Length);
        }
    }

    /// <inheritdoc />
    public Task<Stream?> OpenAsync(RunId run, string path, CancellationToken cancel = default)
    {
        var full = PathOf(run, path);
        return Task.FromResult<Stream?>(File.Exists(full) ? new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) : null);
    }

    /// <inheritdoc />
    public async Task WriteAsync(RunId run, string path, Stream content, CancellationToken cancel = default)
    {
        var full = PathOf(run, path);
        RefuseLinks(FolderOf(run), full);
        DurableDirectory.Create(Path.GetDirectoryName(full)!, DurableDirectory.OwnerOnly);
        await UnfinishedFile.PutAsync(path, full, content, cancel);
    }

    /// <inheritdoc />
    public Task DeleteAsync(RunId run, string path, CancellationToken cancel = default)
    {
        RunFilePath.Require(path);
        RunFolderRemoval.RemoveFile(FolderOf(run), path);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task DeleteAllAsync(RunId run, CancellationToken cancel = default)
    {
        RunFolderRemoval.RemoveAll(FolderOf(run));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<FileTally> KeepResultsAsync(RunId run, KeptResults keep, bool isTrial, CancellationToken cancel = default)
    {
        var keeping = new ResultKeeping(new(FolderOf(run)));
        await foreach (var reference in keep.References.WithCancellation(cancel))
            keeping.Keep(OutputRef.Parse(reference));
        return keeping.RemoveRest(keep.Patterns, isTrial, cancel);
    }

    /// <inheritdoc />
    public IDisposable? TryLock(RunId run) => RunFilesLock.TryTake(points, run);

    // A run's id is one part of a path, whoever made it up.
    private string FolderOf(RunId run)
    {
        RunFilePath.Require(run.Value);
        return run.Value.Contains('/', StringComparison.Ordinal)
            ? throw new ArgumentException($"'{run}' is no run's id.", nameof(run))
            : Path.Join(points, run.Value);
    }

    private string PathOf(RunId run, string path)
    {
        RunFilePath.Require(path);
        return Path.Join(FolderOf(run), path);
    }

    /// <summary>A link among the folders on the way would lead out of the run's own folder.</summary>
    private static void RefuseLinks(string top, string full)
    {
        for (var folder = Path.GetDirectoryName(full)!; folder.Length > top.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (new DirectoryInfo(folder).LinkTarget is not null)
                throw new IOException($"{folder} is a link; nothing is written through it. Remove it, then try again.");
        }
    }
}
