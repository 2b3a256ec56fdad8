using Muster.Fleet;
using Muster.Testing.Stores;
using Muster.Tests.Conformance;

namespace Muster.Tests.Testing;

public sealed class InMemoryFleetStoreTests : FleetStoreConformance
{
    private readonly InMemoryFleetStore store = new();

    protected override IFleetStore Store => store;

    protected override IFleetStore Another => store;

    protected override Task<IReadOnlyList<string>> WishesAsync() => Task.FromResult<IReadOnlyList<string>>([.. store.Wishes.Select(wish => wish.Key)]);
}
