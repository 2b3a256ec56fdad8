namespace Muster.Placement;

/// <summary>How the workers of a run are spread over regions.</summary>
public enum RegionDistribution
{
    /// <summary>Regions share alike; what one cannot use now goes to the others. The default.</summary>
    FairShare,
    /// <summary>No region is more than one worker ahead of another that offers some: even counts more than fast.</summary>
    Balanced,
    /// <summary>The cheapest region first, up to its limits, then the next.</summary>
    Opportunistic,
}
