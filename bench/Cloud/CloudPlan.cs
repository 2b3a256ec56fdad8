using System.Globalization;

namespace Muster.Bench.Cloud;

/// <summary>A sweep on the platform.</summary>
/// <param name="Points">Points.</param>
/// <param name="Duration">How long a point runs; each differs by up to a fifth.</param>
internal sealed record CloudPlan(long Points, TimeSpan Duration)
{
    /// <summary>Instances, 1 to 100: what a run without limits is given at most.</summary>
    public int Instances { get; init; } = 100;

    /// <summary>Slots of an instance: as many as its type has processors.</summary>
    public int Slots { get; init; } = 4;

    /// <summary>Objects that a pack is: 1 with output alone, 2 with results as well.</summary>
    public int ObjectsPerPack { get; init; } = 1;

    /// <summary>How often a running point writes something, 4 seconds or more: each time is one live pack. Default: when it ends, which is none.</summary>
    public TimeSpan TellsEvery { get; init; } = TimeSpan.MaxValue;

    /// <summary>For people.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Points:N0} points of {Duration.TotalSeconds} s on {Instances} instances of {Slots} slots");
}
