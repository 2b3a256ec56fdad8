using Muster.Guards;
using Muster.Testing.Guards;
using Muster.Tests.Conformance;

namespace Muster.Tests.Agent.Guards;

public sealed class InMemoryNoticesTests : InterruptionNoticesConformance
{
    private readonly InMemoryNotices notices = new();

    protected override IInterruptionNotices Notices => notices;

    protected override void Give(InterruptionKind kind, DateTimeOffset? deadline, string? reason) =>
        notices.Notice = new() { Kind = kind, Source = "test", Reason = reason ?? "no reason is given", Deadline = deadline };

    protected override void TakeBack() => notices.Notice = null;
}
