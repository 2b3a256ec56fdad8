using System.Collections.Concurrent;
using System.Globalization;
using Muster.Agent.Output;
using Muster.Agent.Results;
using Muster.Graphs;
using Muster.Outputs;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Agent.Points;

/// <summary>
/// Brings what the points of a worker leave to the blobs: packs of short output and results, long output in files of its own, and the files that the spec keeps. What is taken is there
/// once a later <see cref="SyncAsync"/> is over, so that no outcome names what would go away with the machine. Short points stay cheap: however many end, a pack is one object.
/// </summary>
public sealed class PointUpload : IDisposable
{
    /// <summary>Least time between two packs: what ends meanwhile goes into the next one together.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<(string Path, string Reference)> own = new();
    private readonly ConcurrentQueue<TakenFiles> files = new();
    private readonly SemaphoreSlim gate = new(1);
    private readonly IBlobStore blobs;
    private readonly RunId run;
    private readonly ResultCollector collector;
    private readonly string worker;
    private readonly RunFolders folders;
    private readonly TimeProvider time;
    private long? uploaded;

    /// <summary>The upload of one worker.</summary>
    /// <param name="blobs">The blobs.</param>
    /// <param name="run">The run.</param>
    /// <param name="spec">Its spec.</param>
    /// <param name="worker">The worker's id.</param>
    /// <param name="folders">Where the run's files are here.</param>
    /// <param name="time">The clock.</param>
    public PointUpload(IBlobStore blobs, RunId run, SweepSpec spec, string worker, RunFolders folders, TimeProvider time)
    {
        (this.blobs, this.run, this.folders, this.time) = (blobs, run, folders, time);
        (collector, this.worker) = (new(spec.ResultPaths), worker);
    }

    private sealed record TakenFiles(StartOrder Order, string Directory, IReadOnlyList<string> Paths);

    /// <summary>Takes what an attempt wrote.</summary>
    /// <returns>Where it will be.</returns>
    public AttemptOutput? Take(AttemptOutput? kept) => kept is null ? null : new(Take(kept.Stdout), Take(kept.Stderr));

    /// <summary>Takes a result object, which was kept in the pack of results.</summary>
    /// <returns>Where it will be.</returns>
    public OutputRef TakeResult(OutputRef kept) => kept with { File = PointBlobs.ResultsOf(worker) + kept.File };

    /// <summary>Takes the files that an attempt which ended has left as results.</summary>
    /// <param name="order">The attempt.</param>
    /// <param name="directory">The point's directory.</param>
    public void TakeFiles(StartOrder order, string directory)
    {
        if (collector.Find(directory) is { Count: > 0 } found)
            files.Enqueue(new(order, directory, found));
    }

    /// <summary>Completes once all that was taken before the call is among the blobs.</summary>
    /// <param name="logs">Where short output is kept.</param>
    /// <param name="results">Where results are kept.</param>
    public async Task SyncAsync(OutputPack logs, OutputPack results)
    {
        await gate.WaitAsync();
        try
        {
            if (logs.IsEmpty && results.IsEmpty && own.IsEmpty && files.IsEmpty)
                return;
            if (uploaded is { } last && time.GetElapsedTime(last) is var since && since < Spacing)
                await Task.Delay(Spacing - since, time);
            Cut(logs, PointBlobs.LogsOf(worker));
            Cut(results, PointBlobs.ResultsOf(worker));
            while (own.TryPeek(out var next))
            {
                await MoveAsync(next.Path, next.Reference);
                own.TryDequeue(out _);
            }

            while (files.TryPeek(out var taken))
            {
                await PutAsync(taken);
                files.TryDequeue(out _);
            }

            uploaded = time.GetTimestamp();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private void Cut(OutputPack pack, string prefix)
    {
        foreach (var path in pack.Cut())
            own.Enqueue((path, prefix + Path.GetFileName(path)));
    }

    private OutputRef? Take(OutputRef? kept)
    {
        if (kept is null)
            return null;
        var reference = PointBlobs.LogsOf(worker) + kept.File;
        if (!kept.File.EndsWith(OutputPack.Extension, StringComparison.Ordinal))
            own.Enqueue((Path.Join(folders.Output, kept.File), reference));
        return kept with { File = reference };
    }

    private async Task MoveAsync(string path, string reference)
    {
        if (!File.Exists(path))
            return; // both streams of a setup are one file
        await using (var content = File.OpenRead(path))
            await blobs.PutAsync(PointBlobs.KeyOf(run, reference), content);
        File.Delete(path);
    }

    private async Task PutAsync(TakenFiles taken)
    {
        var (order, listed) = (taken.Order, new List<ManifestFile>());
        var place = PointBlobs.FilesOf(order.Chunk.Round, order.Point, order.Attempt);
        foreach (var path in taken.Paths.Where(path => RunFilePath.WrongWith(path) is null))
        {
            var full = Path.Join(taken.Directory, path);
            if (!File.Exists(full))
                continue; // the next attempt of the point took it away
            var reference = $"{place}{path}";
            if (BlobKey.WrongWith(PointBlobs.KeyOf(run, reference)) is not null)
                reference = string.Create(CultureInfo.InvariantCulture, $"{place}odd-{listed.Count}");
            await using var content = File.OpenRead(full);
            var info = await blobs.PutAsync(PointBlobs.KeyOf(run, reference), content);
            listed.Add(new(path, reference, info.Length, info.Sha256!, null));
        }

        using var manifest = new MemoryStream(ResultManifestJson.Write(new(listed)));
        await blobs.PutAsync(PointBlobs.KeyOf(run, PointBlobs.ManifestOf(order.Point)), manifest);
    }
}
