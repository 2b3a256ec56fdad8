using Muster.Fleet;
using Muster.Testing.Instances;
using Muster.Tests.Conformance;

namespace Muster.Tests.Agent.Instances;

public sealed class InMemoryInstanceMetadataTests : InstanceMetadataConformance
{
    private readonly InMemoryInstanceMetadata metadata = new(Me);

    protected override IInstanceMetadata Metadata => metadata;

    protected override void Tag(string key, string value) => metadata.Tag(key, value);

    protected override void HideTags() => metadata.ShowsTags = false;

    protected override void Say(SpotAction? action, DateTimeOffset? rebalance) => (metadata.SpotAction, metadata.Rebalance) = (action, rebalance);
}
