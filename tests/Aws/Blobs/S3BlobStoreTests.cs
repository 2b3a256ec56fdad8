using Muster.Aws.Blobs;
using Muster.Stores;
using Muster.Tests.Conformance;
using Muster.Tests.Servers.StandIn;

namespace Muster.Tests.Aws.Blobs;

/// <summary>Blobs on the stand-in for S3.</summary>
public sealed class S3BlobStoreTests : BlobStoreConformance, IDisposable
{
    private readonly S3StandIn server = new();
    private readonly S3Clients clients;
    private readonly S3BlobStore blobs;

    public S3BlobStoreTests()
    {
        clients = server.Clients();
        blobs = new(clients.In(server.Place.Region), server.Place, TimeProvider.System, () => 0.5);
    }

    protected override IBlobStore Blobs => blobs;

    public void Dispose()
    {
        blobs.Dispose();
        clients.Dispose();
        server.Dispose();
    }
}
