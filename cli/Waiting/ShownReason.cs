using Muster.Coordination;
using Muster.Operations;

namespace Muster.Cli.Waiting;

/// <summary>
/// What a command that sees to an engine says a run waits for: not for an engine, and in its first moment neither for a worker, since both
/// are on their way then.
/// </summary>
/// <param name="time">The clocks; the moment begins now.</param>
internal sealed class ShownReason(TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private readonly long began = time.GetTimestamp();

    /// <summary>The reason's text; null: nothing is to be said.</summary>
    public string? Of(RunStatus status) => status.NeedsEngine || (IsOnItsWay(status.Reason?.Cause) && time.GetElapsedTime(began) < Moment) ? null : status.Reason?.Text;

    private static bool IsOnItsWay(WaitCause? cause) => cause is WaitCause.Engine or WaitCause.Launch or WaitCause.Grant;
}
