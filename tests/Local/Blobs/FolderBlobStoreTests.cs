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

    [Fact]
    public async Task Old_unfinished_puts_are_removed_and_young_ones_left()
    {
        await PutAsync("a/b", "text");
        var (old, young) = (folder.At("blobs/a/.muster-put-1-1"), folder.At("blobs/.muster-put-2-1"));
        await File.WriteAllTextAsync(old, "half", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(young, "half", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(old, Samples.Noon.UtcDateTime);

        new FolderBlobStore(folder.At("blobs")).RemoveUnfinished(Samples.Noon.AddDays(1));
        new FolderBlobStore(folder.At("never made")).RemoveUnfinished(Samples.Noon);

        Assert.Equal((false, true), (File.Exists(old), File.Exists(young)));
        Assert.Equal("text", await ReadAsync("a/b"));
    }

    [Fact]
    public void A_full_disk_is_told_as_such() => Assert.Equal(
        "The blob a/b could not be written: the disk of /blobs/a/b is full. Nothing of it was kept. Make room on that disk, then try again.",
        Assert.IsType<StoreFullException>(BlobFailure.Of("written", "a/b", "/blobs/a/b", new IOException("No space left on device", 28))).Message);

    [Fact]
    public void Another_error_of_a_file_says_what_to_do() => Assert.Equal(
        "The blob a/b could not be read at /blobs/a/b: Access is denied. Check the folder and its owner, then try again.",
        Assert.IsType<StoreUnavailableException>(BlobFailure.Of("read", "a/b", "/blobs/a/b", new UnauthorizedAccessException("Access is denied."))).Message);
}
