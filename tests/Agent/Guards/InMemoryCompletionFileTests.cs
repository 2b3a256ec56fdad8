using Muster.Guards;
using Muster.Testing.Guards;
using Muster.Tests.Conformance;

namespace Muster.Tests.Agent.Guards;

public sealed class InMemoryCompletionFileTests : CompletionFileConformance
{
    private readonly InMemoryCompletionFile file = new();

    protected override ICompletionFile File => file;

    protected override void Make() => file.IsThere = true;

    protected override void Remove() => file.IsThere = false;
}
