using Muster.Guards;
using Muster.Testing.Guards;
using Muster.Tests.Conformance;

namespace Muster.Tests.Agent.Guards;

public sealed class InMemoryGuardMemoryTests : GuardMemoryConformance
{
    private readonly InMemoryGuardMemory memory = new();

    protected override IGuardMemory Open() => memory;
}
