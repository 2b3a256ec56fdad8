using System.Security.Cryptography;
using System.Text;
using Muster.Aws.Blobs;
using Muster.Stores;
using Muster.Tests.Servers.StandIn;

namespace Muster.Tests.Aws.Blobs;

/// <summary>A store on the stand-in for S3, with the smallest parts, whose waits between tries are short.</summary>
internal sealed class StandInRig : IDisposable
{
    private readonly S3Clients clients;

    public StandInRig(S3BlobPlace? place = null, int pageKeys = 1000)
    {
        Server = new() { PageKeys = pageKeys };
        clients = Server.Clients();
        place ??= Server.Place;
        Blobs = new(clients.In(place.Region), place, Time, () => 0.5, new() { PartBytes = S3BlobOptions.LeastPartBytes });
    }

    public S3StandIn Server { get; }

    public StandInBucket Bucket => Server["blobs"];

    public ShortWaits Time { get; } = new();

    public S3BlobStore Blobs { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    public static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public Task<BlobInfo> PutAsync(string key, byte[] bytes) => Blobs.PutAsync(key, new MemoryStream(bytes), Cancel);

    public Task<BlobInfo> PutAsync(string key, string text) => PutAsync(key, Encoding.UTF8.GetBytes(text));

    public async Task<byte[]> ReadAsync(string key, long offset = 0, long? length = null)
    {
        using var whole = new MemoryStream();
        using var stream = (await Blobs.GetAsync(key, offset, length, Cancel))!;
        await stream.CopyToAsync(whole, Cancel);
        return whole.ToArray();
    }

    public async Task<string> TextAsync(string key) => Encoding.UTF8.GetString(await ReadAsync(key));

    public async Task<string[]> KeysAsync(string prefix) => [.. (await Blobs.ListAsync(prefix, Cancel).ToListAsync(Cancel)).Select(blob => blob.Key)];

    public void Dispose()
    {
        Blobs.Dispose();
        clients.Dispose();
        Server.Dispose();
    }
}
