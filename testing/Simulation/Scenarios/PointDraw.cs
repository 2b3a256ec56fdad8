using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Scenarios;

/// <summary>Draws the regions of the world.</summary>
internal static class RegionDraw
{
    public static IReadOnlyList<RegionPlan> Of(SimChance chance) =>
    [
        .. Enumerable.Range(0, chance.Pick(1, 1, 2, 3)).Select(number => new RegionPlan(
            $"region-{number}",
            chance.Pick(1, 2, 4, 8),
            chance.Between(1, 3),
            chance.Happens(0.03) ? null : chance.Pick(0m, 0.6m, 2.5m, 5m))),
    ];
}

/// <summary>Draws how points behave. All work together fits into a few minutes of the machines, so that worlds stay quick.</summary>
internal static class PointDraw
{
    public static IReadOnlyList<PointPlan> Of(SimChance chance, int points, IReadOnlyList<RegionPlan> regions)
    {
        var slots = regions.Sum(region => region.Slots * region.Machines);
        var share = Math.Min(90, 150.0 * Math.Min(slots, 8) / points);
        var longest = chance.Pick(share, share, Math.Min(share, 0.5));
        var failing = chance.Pick(0, 0.1, 0.3, 1);
        return [.. Enumerable.Range(0, points).Select(_ => PointOf(chance, longest, failing))];
    }

    private static PointPlan PointOf(SimChance chance, double longest, double failing) => new(
        TimeSpan.FromSeconds(0.01 + longest * chance.Next()),
        !chance.Happens(failing) ? 0 : chance.Pick(1, 2, int.MaxValue),
        chance.Pick(1, 2, 3));
}
