using System.Text;
using Muster.Agent.Output;
using Muster.Agent.Points;
using Muster.Chunks;
using Muster.Local.Outputs;
using Muster.Outputs;
using Muster.Points;
using Muster.Runs;
using Muster.Sweeps;
using Muster.Testing.Blobs;
using Muster.Workers;
using MovingTime = Muster.Testing.Time.ManualTime;

namespace Muster.Tests.Agent.Points;

/// <summary>What points leave on a machine that goes away is read where its disk is not.</summary>
public sealed class PointUploadTests : IDisposable
{
    private static readonly RunId s_run = RunId.FromToken("upload");
    private readonly TemporaryFolder folder = new();
    private readonly InMemoryBlobStore blobs = new();
    private readonly RunFolders folders;
    private readonly OutputPack logs;
    private readonly OutputPack results;
    private readonly PointUpload upload;

    public PointUploadTests()
    {
        folders = new(folder["here/run"]);
        folders.Create();
        (logs, results) = (new(folders.Output, "1-w1-1"), new(folders.Output, "1-w1-1-results"));
        upload = new(blobs, s_run, new() { Name = "s", ResultPaths = ["**/*.txt"] }, "w1-1", folders, new MovingTime { GoesOn = true });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        upload.Dispose();
        logs.Dispose();
        results.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_thousand_short_points_are_one_pack()
    {
        var kept = Enumerable.Range(0, 1000).Select(i => upload.Take(new AttemptOutput(logs.Append(Encoding.UTF8.GetBytes($"point {i}\n")), null))!).ToList();
        await upload.SyncAsync(logs, results);

        Assert.Equal(["logs/w1-1/1-w1-1-000001.pack"], await KeysAsync());
        Assert.Equal("point 0\n", await ReadAsync(kept[0]));
        Assert.Equal("point 999\n", await ReadAsync(kept[999]));
    }

    [Fact]
    public async Task Long_output_and_results_are_objects_of_their_own()
    {
        File.WriteAllText(Path.Join(folders.Output, "1-7-1.out"), "long");
        var output = upload.Take(new AttemptOutput(new("1-7-1.out", 0, 4), null))!;
        var result = upload.TakeResult(results.Append("{\"loss\":1}"u8));
        await upload.SyncAsync(logs, results);

        Assert.Equal(["logs/w1-1/1-7-1.out", "results/w1-1/1-w1-1-results-000001.pack"], await KeysAsync());
        Assert.Equal("long", await ReadAsync(output));
        Assert.Equal("{\"loss\":1}", await Elsewhere().ReadResultAsync(s_run, Attempt(null, result.ToString()), Cancel));
        Assert.False(File.Exists(Path.Join(folders.Output, "1-7-1.out")));
    }

    [Fact]
    public async Task Files_that_results_name_are_listed_elsewhere()
    {
        folder.Write("point/a.txt", "1");
        folder.Write("point/deep/b.txt", "2");
        folder.Write("point/c.bin", "3");
        upload.TakeFiles(new(7, 2, 0, new ChunkKey(s_run, 1, 0, 7)), folder["point"]);
        await upload.SyncAsync(logs, results);

        Assert.Equal(
            ((string[])["files/1-7-2/a.txt", "files/1-7-2/deep/b.txt"]).Select(reference => blobs.UriOf(PointBlobs.KeyOf(s_run, reference)).ToString()),
            await Elsewhere().ListFilesAsync(s_run, 7, ["**/*.txt"], Cancel));
    }

    [Fact]
    public async Task Nothing_is_written_where_nothing_was_left()
    {
        await upload.SyncAsync(logs, results);

        Assert.Empty(await KeysAsync());
    }

    private LocalOutputs Elsewhere() => new(folder["there"], blobs) { HasInstances = true };

    private async Task<string> ReadAsync(AttemptOutput output)
    {
        using var reader = new StreamReader(await Elsewhere().OpenAsync(s_run, Attempt(output.ToString(), null), error: false, Cancel));
        return await reader.ReadToEndAsync(Cancel);
    }

    private static AttemptRecord Attempt(string? output, string? result) => new()
    {
        Number = 1, End = AttemptEnd.Exited, ExitCode = 0, StartedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Elapsed = TimeSpan.Zero, Worker = "w1-1", Output = output, Result = result,
    };

    private async Task<List<string>> KeysAsync()
    {
        var keys = new List<string>();
        await foreach (var blob in blobs.ListAsync(SpecBlobs.Prefix(s_run), Cancel))
            keys.Add(blob.Key[SpecBlobs.Prefix(s_run).Length..]);
        return keys;
    }
}
