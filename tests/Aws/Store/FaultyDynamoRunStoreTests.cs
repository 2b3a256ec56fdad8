using Muster.Aws.Store;
using Muster.Stores;
using Muster.Testing.Faults;
using Muster.Tests.Conformance;
using Muster.Tests.Servers;

namespace Muster.Tests.Aws.Store;

/// <summary>The rules of every store, while about one request in three is dropped, doubled, late, refused or answered with nonsense.</summary>
public sealed class FaultyDynamoRunStoreTests(DynamoServer server) : RunStoreConformance, IAsyncLifetime
{
    private DynamoRig rig = null!;
    private FaultProxy proxy = null!;
    private DynamoRunStore store = null!;
    private DynamoRunStore another = null!;

    protected override IRunStore Store => store;

    protected override IRunStore Another => another;

    protected override bool MayLoseHints => true;

    public async ValueTask InitializeAsync()
    {
        rig = await DynamoRig.NewAsync(server);
        // Each test has other faults, and every run of a test the same.
        var seed = TestContext.Current.Test!.TestDisplayName.Aggregate(17L, (sum, letter) => unchecked((sum * 31) + letter));
        proxy = rig.NewProxy(new(seed, FaultMix.Harsh));
        // So many tries that nobody has to give up.
        (store, another) = (Open(seed + 1), Open(seed + 2));
    }

    public async ValueTask DisposeAsync()
    {
        if (proxy is not null)
            await proxy.DisposeAsync();
        rig?.Dispose();
    }

    private DynamoRunStore Open(long seed) => rig.Open(DynamoRig.Hurried(new(seed)) with { Retries = 30 }, proxy.Address);
}
