using Muster.Aws.Store;
using Muster.Stores;
using Muster.Tests.Conformance;

namespace Muster.Tests.Aws.Store.Billing;

/// <summary>The DynamoDB in memory is one for all that the store asks of it. It is no server: it answers one at a time.</summary>
public sealed class MemoryDynamoTests : RunStoreConformance, IDisposable
{
    private readonly MemoryDynamo dynamo = new();

    public MemoryDynamoTests()
    {
        var store = OneAtATime.Of(new DynamoRunStore(dynamo, new("memory"), "aws://memory/memory", new() { Chance = DynamoRig.Chance }));
        (Store, Another) = (store, store);
    }

    protected override IRunStore Store { get; }

    protected override IRunStore Another { get; }

    public void Dispose() => dynamo.Dispose();
}
