using Muster.Agent.Processes;
using Muster.Agent.Processes.Portable;

namespace Muster.Tests.Agent.Processes;

public sealed class PortableProcessHostTests : ProcessHostConformance
{
    protected override IProcessHost Create(TimeProvider time) => new PortableProcessHost(time);
}
