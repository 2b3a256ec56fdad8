using Muster.Aws.Store;
using Muster.Stores;
using Muster.Tests.Conformance;
using Muster.Tests.Servers;

namespace Muster.Tests.Aws.Store;

public sealed class DynamoRunStoreTests(DynamoServer server) : RunStoreConformance, IAsyncLifetime
{
    private DynamoRig rig = null!;
    private DynamoRunStore store = null!;
    private DynamoRunStore another = null!;

    protected override IRunStore Store => store;

    protected override IRunStore Another => another;

    public async ValueTask InitializeAsync()
    {
        rig = await DynamoRig.NewAsync(server);
        (store, another) = (rig.Open(), rig.Open());
    }

    public ValueTask DisposeAsync()
    {
        rig?.Dispose();
        return ValueTask.CompletedTask;
    }
}
