using System.Security.Cryptography;
using System.Text;
using Muster.Agent.Graphs;
using Muster.Aws.Blobs;
using Muster.Graphs;
using Muster.Local.Blobs;
using Muster.Runs;
using Muster.Stores;
using Muster.Testing.Blobs;
using Muster.Tests.Servers;

namespace Muster.Tests.Agent.Graphs;

public abstract class GraphUploadTests : IDisposable
{
    private const string Reference = "graphs/1-0/jobs/a/1.e1/manifest.json";
    private static readonly RunId Run = RunId.FromToken("upload");

    protected TemporaryFolder Folder { get; } = new();

    protected abstract IBlobStore Blobs { get; }

    private GraphUpload Upload => new(Blobs, Run, "graphs/1-0/");

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_folder_comes_back_with_its_paths_bytes_and_permissions()
    {
        Fill();
        var manifest = await Upload.PutFolderAsync(Folder["from"], "jobs/a/1.e1");
        await Upload.FetchFolderAsync(Reference, Folder["to"]);

        Assert.Equal(["a b/é 🌊", "empty", "run.sh", "wei\nrd"], manifest.Files.Select(file => file.Path));
        foreach (var file in manifest.Files)
        {
            Assert.Equal(File.ReadAllBytes(Folder[$"from/{file.Path}"]), File.ReadAllBytes(Folder[$"to/{file.Path}"]));
            Assert.Equal(new FileInfo(Folder[$"from/{file.Path}"]).UnixFileMode, new FileInfo(Folder[$"to/{file.Path}"]).UnixFileMode);
            Assert.Equal(new FileInfo(Folder[$"from/{file.Path}"]).Length, file.Length);
        }

        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", manifest.Files[1].Sha256);
        Assert.Equal(Encoding.UTF8.GetString(ResultManifestJson.Write(manifest)), Encoding.UTF8.GetString(ResultManifestJson.Write((await ResultManifest.ReadAsync(Blobs, Run, Reference, Cancel))!)));
    }

    [Fact]
    public async Task Putting_a_folder_twice_writes_the_same()
    {
        Fill();
        await Upload.PutFolderAsync(Folder["from"], "jobs/a/1.e1");
        var first = await AllAsync();
        await Upload.PutFolderAsync(Folder["from"], "jobs/a/1.e1");

        Assert.Equal(first, await AllAsync());
        Assert.Equal(5, first.Count);
    }

    [Fact]
    public async Task A_file_that_was_changed_in_the_store_is_not_fetched_and_neither_is_its_folder()
    {
        Fill();
        var manifest = await Upload.PutFolderAsync(Folder["from"], "jobs/a/1.e1");
        var file = manifest.Files.Single(one => one.Path == "run.sh");
        await Upload.PutAsync(file.Key, "damaged"u8.ToArray());
        var error = await Assert.ThrowsAsync<IOException>(() => Upload.FetchFolderAsync(Reference, Folder["to"]));

        Assert.Equal(
            $"The file {file.Key} of run {Run} has the SHA-256 {Convert.ToHexStringLower(SHA256.HashData("damaged"u8))}, but its manifest says {file.Sha256}: it was changed or damaged.",
            error.Message);
        Assert.False(Directory.Exists(Folder["to"]));
    }

    [Fact]
    public async Task What_is_missing_in_the_store_is_named_and_can_be_fetched_when_it_is_there_again()
    {
        Assert.Equal($"The manifest {Reference} of run {Run} is not there any more.", (await Assert.ThrowsAsync<IOException>(() => Upload.FetchFolderAsync(Reference, Folder["to"]))).Message);
        Fill();
        var manifest = await Upload.PutFolderAsync(Folder["from"], "jobs/a/1.e1");
        var file = manifest.Files.Single(one => one.Path == "run.sh");
        await Upload.DeleteAsync(file.Key);
        Assert.Equal($"The file {file.Key} of run {Run} is not there any more.", (await Assert.ThrowsAsync<IOException>(() => Upload.FetchFolderAsync(Reference, Folder["to"]))).Message);
        await Upload.PutFolderAsync(Folder["from"], "jobs/a/1.e1");
        await Upload.FetchFolderAsync(Reference, Folder["to"]);

        Assert.Equal("echo hi\n", await File.ReadAllTextAsync(Folder["to/run.sh"], Cancel));
    }

    [Fact]
    public async Task A_file_is_moved_under_its_own_name()
    {
        var path = Folder.Write("kept/p-e1-000001.pack", "12345");
        await Upload.MoveAsync(path);

        Assert.False(File.Exists(path));
        await using var part = await Upload.OpenAsync("graphs/1-0/p-e1-000001.pack", 1, 3);
        using var reader = new StreamReader(part!);
        Assert.Equal("234", await reader.ReadToEndAsync(Cancel));
    }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private void Fill()
    {
        Folder.Write("from/a b/é 🌊", "wave");
        Folder.Write("from/empty", "");
        Folder.Write("from/wei\nrd", "no key can hold it");
        Folder.Write("from/run.sh", "echo hi\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Folder["from/run.sh"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private async Task<SortedDictionary<string, string>> AllAsync()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var blob in Blobs.ListAsync(GraphBlobs.KeyOf(Run, ""), Cancel))
        {
            using var reader = new StreamReader((await Blobs.GetAsync(blob.Key, cancel: Cancel))!);
            all.Add(blob.Key, await reader.ReadToEndAsync(Cancel));
        }

        return all;
    }
}

public sealed class InMemoryGraphUploadTests : GraphUploadTests
{
    protected override IBlobStore Blobs { get; } = new InMemoryBlobStore();
}

public sealed class FolderGraphUploadTests : GraphUploadTests
{
    private FolderBlobStore? blobs;

    protected override IBlobStore Blobs => blobs ??= new(Folder["blobs"]);
}

public sealed class S3GraphUploadTests(S3Server server) : GraphUploadTests, IAsyncLifetime
{
    private S3Clients? clients;
    private S3BlobStore? blobs;

    protected override IBlobStore Blobs => blobs!;

    public async ValueTask InitializeAsync()
    {
        clients = await server.ClientsAsync();
        var place = await server.MakePlaceAsync(clients);
        blobs = new(clients.In(place.Region), place, TimeProvider.System, () => 0.5);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        blobs?.Dispose();
        clients?.Dispose();
        return ValueTask.CompletedTask;
    }
}
