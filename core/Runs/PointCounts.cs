using Muster.Points;

namespace Muster.Runs;

/// <summary>How many points ended how.</summary>
/// <param name="Succeeded">0 or more.</param>
/// <param name="Failed">0 or more.</param>
/// <param name="Cancelled">0 or more.</param>
public readonly record struct PointCounts(long Succeeded, long Failed, long Cancelled)
{
    /// <summary>Points that ended.</summary>
    public long Ended => Succeeded + Failed + Cancelled;

    /// <summary>Both counted together.</summary>
    public static PointCounts operator +(PointCounts left, PointCounts right) =>
        new(left.Succeeded + right.Succeeded, left.Failed + right.Failed, left.Cancelled + right.Cancelled);

    /// <summary>These counts and one more point in a state; a point that has not ended counts nothing.</summary>
    public PointCounts With(PointState state) => state switch
    {
        PointState.Succeeded => this with { Succeeded = Succeeded + 1 },
        PointState.Failed => this with { Failed = Failed + 1 },
        PointState.Cancelled => this with { Cancelled = Cancelled + 1 },
        PointState.Pending or PointState.Running => this,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An unknown point state."),
    };
}
