using Muster.Placement;
using Muster.Sweeps;

namespace Muster.Specs.Keys;

/// <summary>Which regions instances may be in, and how they are spread over them.</summary>
internal static class RegionSettings
{
    private static readonly ListOf<string> Names = new("list of regions", "a list of regions, such as [eu-west-1, us-east-1]", PlacementSettings.RegionName);

    public static IReadOnlyList<Setting<SweepSpec>> All { get; } =
    [
        new Setting<SweepSpec, IReadOnlyList<string>>(Names, (s, v) => s with { Regions = v })
        {
            Key = "regions", Default = "all that the platform has", ActsHere = false,
            Meaning = "Regions that the sweep's instances may be in.",
        },
        new Setting<SweepSpec, IReadOnlyList<string>>(Names, (s, v) => s with { ExcludeRegions = v })
        {
            Key = "exclude_regions", Default = "none", ActsHere = false,
            Meaning = "Regions that its instances must not be in.",
        },
        new Setting<SweepSpec, RegionDistribution>(Kinds.OneOf(Words.RegionDistribution), (s, v) => s with { RegionDistribution = v })
        {
            Key = "region_distribution", Default = "fair-share", ActsHere = false,
            Meaning = "How workers are spread over regions: alike, passing on what one cannot use; evenly, none more than one worker ahead; or the cheapest first.",
        },
    ];
}
