using Muster.Local.Blobs;
using Muster.Stores;
using Muster.Tests.Conformance;
using Muster.Tests.Local.Store;

namespace Muster.Tests.Local.Blobs;

public sealed class FolderBlobStoreTests : BlobStoreConformance, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FolderBlobStoreTests() => Blobs = new FolderBlobStore(folder.At("blobs"));

    protected override IBlobStore Blobs { get; }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_uri_of_a_blob_is_the_path_of_its_file()
    {
        await PutAsync("a b/%41#?.txt", "text");

        Assert.Equal("file", Blobs.UriOf("a b/%41#?.txt").Scheme);
        Assert.Equal("text", await File.ReadAllTextAsync(Blobs.UriOf("a b/%41#?.txt").LocalPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_unfinished_put_of_a_dead_process_is_neither_listed_nor_in_the_way()
    {
        await PutAsync("a/b", "text");
        foreach (var number in Enumerable.Range(0, 100))
            await File.WriteAllTextAsync(folder.At($"blobs/a/.muster-put-{Environment.ProcessId}-{number}"), "half", TestContext.Current.CancellationToken);

        await PutAsync("a/c", "text");

        Assert.Equal(["a/b", "a/c"], await KeysAsync(""));
    }

    [Fact]
    public async Task A_blob_below_another_blob_is_refused()
    {
        await PutAsync("a", "text");

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => PutAsync("a/b", "text"));

        Assert.StartsWith($"The blob a/b could not be written at {folder.At("blobs/a/b")}: ", error.Message, StringComparison.Ordinal);
    }
}
