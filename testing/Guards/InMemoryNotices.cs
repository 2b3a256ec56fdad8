using Muster.Guards;

namespace Muster.Testing.Guards;

/// <summary>A notice that a test gives.</summary>
public sealed class InMemoryNotices : IInterruptionNotices
{
    private InterruptionNotice? notice;

    /// <summary>What stands now; null: none.</summary>
    public InterruptionNotice? Notice
    {
        get => Volatile.Read(ref notice);
        set => Volatile.Write(ref notice, value);
    }

    /// <inheritdoc />
    public ValueTask<InterruptionNotice?> PollAsync(CancellationToken cancel) => ValueTask.FromResult(Notice);
}
