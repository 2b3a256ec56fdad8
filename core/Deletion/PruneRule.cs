using Muster.Runs;

namespace Muster.Deletion;

/// <summary>Which runs are pruned.</summary>
/// <param name="EndedBy">Only those that ended at this time (UTC) or before.</param>
/// <param name="State">Only those in this state; null: all that have ended.</param>
public sealed record PruneRule(DateTimeOffset EndedBy, RunState? State)
{
    /// <summary>When a run ended; null: it has not, as one that was set aside before its end.</summary>
    public static DateTimeOffset? EndOf(RunRecord run) => run.HasEnded ? run.CompletedAt ?? run.UpdatedAt : null;

    /// <summary>Whether it takes a run.</summary>
    public bool Takes(RunRecord run) => EndOf(run) <= EndedBy && (State is null || run.State == State);
}
