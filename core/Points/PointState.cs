namespace Muster.Points;

/// <summary>
/// Where a point stands within a round.
/// <code>
/// from     to
/// Pending  Running, Cancelled
/// Running  Succeeded, Failed, Cancelled, Pending (failed with retries left: not before a time; or lost)
/// </code>
/// Succeeded, Failed and Cancelled are terminal within the round.
/// </summary>
public enum PointState : byte
{
    /// <summary>Waits for a slot, or for its next attempt.</summary>
    Pending,
    /// <summary>An attempt runs.</summary>
    Running,
    /// <summary>An attempt ended with exit code 0.</summary>
    Succeeded,
    /// <summary>Its attempts are used up, or a retry is not allowed.</summary>
    Failed,
    /// <summary>Its run was cancelled before it ended.</summary>
    Cancelled,
}

/// <summary>The legal moves of a point; the table stands at <see cref="PointState"/>.</summary>
public static class PointTransitions
{
    /// <summary>Whether a state is final within the round.</summary>
    public static bool IsTerminal(this PointState state) => state is PointState.Succeeded or PointState.Failed or PointState.Cancelled;

    /// <summary>Whether a move is legal.</summary>
    public static bool IsLegal(PointState from, PointState to) => (from, to) switch
    {
        (PointState.Pending, PointState.Running or PointState.Cancelled) => true,
        (PointState.Running, PointState.Succeeded or PointState.Failed or PointState.Cancelled or PointState.Pending) => true,
        _ => false,
    };

    /// <summary>Throws unless a move is legal.</summary>
    /// <exception cref="Runs.IllegalTransitionException">Names both states.</exception>
    public static void Require(PointState from, PointState to)
    {
        if (!IsLegal(from, to))
            throw Runs.IllegalTransitionException.Of("point", from, to, PointMove.Attempt);
    }

    private enum PointMove
    {
        Attempt,
    }
}
