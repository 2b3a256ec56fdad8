using Muster.Chunks;
using Muster.Runs;
using Muster.Sets;
using Muster.Sweeps;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Scenarios;

/// <summary>Draws the run: its points in pools and chunks, its limits and its budget.</summary>
internal static class RunDraw
{
    public static RunRecord Of(SimChance chance, int points, IReadOnlyList<RegionPlan> regions)
    {
        var token = $"token-{chance.Between(0, 999_999)}";
        return new()
        {
            Id = RunId.FromToken(token),
            Version = 1,
            Name = "sweep",
            SpecDigest = "spec-1",
            SpecUri = "sim:spec",
            State = RunState.Ready,
            MaxConcurrent = chance.Happens(0.5) ? chance.Between(1, 12) : null,
            MaxConcurrentPerRegion = chance.Happens(0.3) ? chance.Between(1, 6) : null,
            BudgetUsd = BudgetOf(chance, regions),
            ToleratedFailures = ToleranceOf(chance, points),
            PointCount = points,
            Round = new(1, Pools(chance, IndexSet.FirstOf(points))),
            CreatedAt = SimWorld.Epoch,
            UpdatedAt = SimWorld.Epoch,
        };
    }

    /// <summary>Cuts points into one to three pools of small strides.</summary>
    public static IReadOnlyList<PoolPlan> Pools(SimChance chance, IndexSet points)
    {
        var count = (int)Math.Min(points.Count, chance.Pick(1, 1, 2, 3));
        var members = Enumerable.Range(0, count).Select(_ => new List<long>()).ToList();
        var turn = 0;
        foreach (var point in points.Members)
            members[turn < count ? turn++ : chance.Between(0, count - 1)].Add(point);
        return [.. members.Select((pool, number) => new PoolPlan { Number = number, Points = IndexSet.Of(pool), Stride = chance.Pick(1, 2, 3, 8, 64) })];
    }

    private static decimal? BudgetOf(SimChance chance, IReadOnlyList<RegionPlan> regions)
    {
        var price = regions.Max(region => region.UsdPerHour ?? 0);
        return chance.Pick<decimal?>(null, null, 1000m, price * chance.Between(4, 60) / 60m);
    }

    private static Tolerance ToleranceOf(SimChance chance, int points) => chance.Between(0, 3) switch
    {
        0 => Tolerance.OfCount(chance.Between(0, points)),
        1 => Tolerance.OfPercent(chance.Between(0, 100)),
        _ => Tolerance.None,
    };
}
