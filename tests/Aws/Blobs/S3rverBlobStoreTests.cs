using Muster.Aws.Blobs;
using Muster.Stores;
using Muster.Tests.Conformance;
using Muster.Tests.Servers;

namespace Muster.Tests.Aws.Blobs;

/// <summary>Blobs on s3rver, which others wrote.</summary>
public sealed class S3rverBlobStoreTests(S3Server server) : BlobStoreConformance, IAsyncLifetime
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

    [Fact]
    public override async Task Blobs_are_listed_by_prefix_in_the_order_of_their_keys()
    {
        foreach (var key in new[] { "b/2", "a", "a-b", "b/1/z", "b/🌊", "bc" })
            await PutAsync(key, key);

        Assert.Equal(["b/1/z", "b/2", "b/🌊"], (await KeysAsync("b/")).Order(BlobKey.Order));
        Assert.Equal(["b/1/z"], await KeysAsync("b/1"));
        Assert.Empty(await KeysAsync("x/y"));
        Assert.Skip("s3rver lists in the order of its folders' entries, not of keys: only what is listed was seen, not the order.");
    }

    [Fact]
    public override Task Racing_puts_leave_one_of_them_whole()
    {
        Assert.Skip("s3rver writes over an object in place, so racing writes mix.");
        return Task.CompletedTask;
    }

    [Fact]
    public override Task A_key_or_part_that_is_too_long_is_refused()
    {
        Assert.Skip("s3rver keeps an object in a file with a longer name, and ends when that is longer than 255 bytes.");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        blobs?.Dispose();
        clients?.Dispose();
        return ValueTask.CompletedTask;
    }
}
