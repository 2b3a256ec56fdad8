namespace Muster.PowerShell.Waiting;

/// <summary>How runs are waited for.</summary>
internal sealed record WaitOrder
{
    /// <summary>How long; null: without end.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether the first to end is enough; default: all are waited for.</summary>
    public bool Any { get; init; }
}
