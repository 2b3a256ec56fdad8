using Amazon.Runtime;
using Muster.Aws.Blobs;
using Muster.Tests.Servers;

[assembly: AssemblyFixture(typeof(S3Server))]

namespace Muster.Tests.Servers;

/// <summary>One s3rver on loopback for all tests; each makes a bucket of its own.</summary>
public sealed class S3Server : IDisposable
{
    private readonly string folder = Path.Join(Path.GetTempPath(), $"muster-s3rver-{Environment.ProcessId}");
    private readonly Lazy<Task<NodeServer>> server;
    private int buckets;

    public S3Server() => server = new(() => NodeServer.StartAsync(["--openssl-legacy-provider"], "s3rver", Directory.CreateDirectory(folder).FullName));

    /// <summary>Where it listens; it is started when it is first asked for.</summary>
    public async Task<Uri> AddressAsync() => (await server.Value).Address;

    /// <summary>Clients of it, with the credentials that it takes; it is started when they are first asked for.</summary>
    public async Task<S3Clients> ClientsAsync() => new(new BasicAWSCredentials("S3RVER", "S3RVER"), (await server.Value).Address);

    /// <summary>A new bucket.</summary>
    public async Task<S3BlobPlace> MakePlaceAsync(S3Clients clients)
    {
        var place = new S3BlobPlace("us-east-1", $"test-{Interlocked.Increment(ref buckets)}");
        await clients.In(place.Region).PutBucketAsync(place.Bucket);
        return place;
    }

    public void Dispose()
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            server.Value.Result.Dispose();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
