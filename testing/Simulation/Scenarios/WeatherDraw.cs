using Muster.Testing.Simulation.Network;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Scenarios;

/// <summary>Draws what goes wrong. Each kind of fault is absent in half of the worlds, so that others come to the fore.</summary>
internal static class WeatherDraw
{
    public static WeatherPlan Of(SimChance chance, TimeSpan lease)
    {
        var faults = new FaultRates
        {
            LostRequest = Rate(chance, 0.05),
            LateRequest = Rate(chance, 0.05),
            LostAnswer = Rate(chance, 0.05),
            Doubled = Rate(chance, 0.1),
            Slow = Rate(chance, 0.3),
            ProviderFails = chance.Happens(0.5) ? 0 : chance.Next() * 0.9,
            CutOff = Rate(chance, 0.02),
            CoordinatorStalls = Rate(chance, 0.02),
            CoordinatorDies = Rate(chance, 0.02),
            MachineDies = Rate(chance, 0.01),
            NeverBoots = Rate(chance, 0.2),
            NoCapacity = Rate(chance, 0.5),
            NotStarted = Rate(chance, 0.1),
            WallJump = Rate(chance, 0.02),
        };
        return new(
            faults,
            QuietFrom: TimeSpan.FromSeconds(chance.Between(60, 360)),
            DiskFullFrom: chance.Happens(0.2) ? TimeSpan.FromSeconds(chance.Between(5, 120)) : null,
            DiskFullFor: TimeSpan.FromSeconds(chance.Pick(5, 30, 90)),
            MeanLife: chance.Happens(0.4) ? TimeSpan.FromSeconds(chance.Pick(60, 300)) : null,
            Latency: TimeSpan.FromMilliseconds(chance.Pick(2, 20, 100)),
            CutOffFor: lease * chance.Pick(1, 2, 4),
            Outage: chance.Happens(0.4) ? OutageOf(chance) : null,
            Timeout: lease / chance.Pick(6, 12));
    }

    private static Outage OutageOf(SimChance chance) => new(
        TimeSpan.FromSeconds(chance.Pick(2, 5, chance.Between(5, 120))),
        TimeSpan.FromSeconds(chance.Pick(20, 60, 240)),
        chance.Happens(0.7));

    private static double Rate(SimChance chance, double most) => chance.Happens(0.5) ? 0 : most * Math.Pow(chance.Next(), 2);
}
