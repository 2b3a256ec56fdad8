using Muster.Fleet;
using Muster.Testing.Fleet;
using Muster.Tests.Conformance;

namespace Muster.Tests.Agent.Guards;

public sealed class InMemoryMachineIntentsTests : MachineIntentsConformance
{
    private readonly InMemoryMachineIntents intents = new();

    protected override IMachineIntents Open() => intents;
}
