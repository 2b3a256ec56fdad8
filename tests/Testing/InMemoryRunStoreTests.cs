using Muster.Stores;
using Muster.Testing.Stores;
using Muster.Tests.Conformance;

namespace Muster.Tests.Testing;

public sealed class InMemoryRunStoreTests : RunStoreConformance
{
    protected override IRunStore Store { get; } = new InMemoryRunStore();

    protected override IRunStore Another => Store;
}
