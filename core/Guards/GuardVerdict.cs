namespace Muster.Guards;

/// <summary>Something is due.</summary>
/// <param name="Step">Drain or stop.</param>
/// <param name="Cause">Which guard says so.</param>
/// <param name="Reason">Why, in a sentence for people.</param>
/// <param name="By">When all work must be over, which running jobs are told (UTC); null: no such time, what runs may end.</param>
public sealed record GuardVerdict(GuardStep Step, GuardCause Cause, string Reason, DateTimeOffset? By);
