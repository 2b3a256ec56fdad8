namespace Muster.Resources;

/// <summary>Thresholds of how runs share one machine.</summary>
public sealed record SharePolicy
{
    /// <summary>
    /// How long a turn with a slot lasts at least, for each pool of the run that has work left; default 1 second. Shorter ones
    /// pay more handovers, longer ones let the others wait longer. A turn goes on until a point ends: none is ended for it.
    /// </summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A run that has waited so long without any slot counts as one priority higher, after twice as long as two; more than 0; default 10 minutes.</summary>
    public TimeSpan AgeAfter { get; init; } = TimeSpan.FromMinutes(10);
}
