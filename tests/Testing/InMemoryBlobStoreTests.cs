using Muster.Stores;
using Muster.Testing.Blobs;
using Muster.Tests.Conformance;

namespace Muster.Tests.Testing;

public sealed class InMemoryBlobStoreTests : BlobStoreConformance
{
    protected override IBlobStore Blobs { get; } = new InMemoryBlobStore();
}
