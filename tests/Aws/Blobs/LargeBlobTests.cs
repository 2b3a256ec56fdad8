using System.Globalization;
using Muster.Tests.Children;
using Muster.Tests.Servers.StandIn;

namespace Muster.Tests.Aws.Blobs;

public sealed class LargeBlobTests : IDisposable
{
    private const long Mebibyte = 1024 * 1024;

    // Four parts of 16 MiB that are being sent, one that is read, and what the runtime and its garbage take. Seen at 2 GiB: 157 MiB for
    // the put and 49 MiB for the get, above the 43 MiB that the process took before.
    private const long Room = 256 * Mebibyte;

    private readonly S3StandIn server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => server.Dispose();

    [Fact]
    public Task A_blob_that_is_larger_than_the_memory_for_it_is_put_and_got() => PutAndGetAsync(512 * Mebibyte);

    [Fact(Explicit = true)]
    public Task A_blob_of_2_GiB_is_put_and_got_in_the_same_memory() => PutAndGetAsync(2048 * Mebibyte);

    private async Task PutAndGetAsync(long length)
    {
        var put = await PlayAsync("put", length.ToString(CultureInfo.InvariantCulture));
        var got = await PlayAsync("get");

        TestContext.Current.TestOutputHelper!.WriteLine($"put: {put}\nget: {got}");
        Assert.Equal(put.Digest, got.Digest);
        Assert.InRange(put.Peak - put.Before, 0, Room);
        Assert.InRange(got.Peak - got.Before, 0, Room);
        Assert.Equal(length, server["blobs"].Objects[BlobParts.Key].Content.Length);
        Assert.Equal(length / (16 * Mebibyte), server.Operations.Count(operation => operation == "UploadPart"));
    }

    private async Task<Measured> PlayAsync(string part, params string[] more)
    {
        using var child = ChildProcess.Start([part, server.Address.AbsoluteUri, server.Place.Region, server.Place.Bucket, .. more]);
        var words = (await child.ReadLineAsync(Cancel))!.Split(' ');
        return new(words[0], long.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[2], CultureInfo.InvariantCulture), words[3]);
    }

    private sealed record Measured(string Digest, long Before, long Peak, string Seconds);
}
