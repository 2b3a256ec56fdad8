using Muster.Offers;
using Muster.Placement;
using Muster.Testing.Simulation.Time;

namespace Muster.Testing.Simulation.Scenarios;

/// <summary>A platform of several accounts and regions, to which launches go as events, and from which answers come as events.</summary>
/// <param name="Accounts">Accounts in each region.</param>
/// <param name="Distribution">How workers are spread.</param>
/// <param name="FleetMost">Workers that are launched together at most.</param>
/// <param name="Policy">How long failures are remembered, and how fast launches are sent.</param>
/// <param name="Faults">What goes wrong.</param>
internal sealed record PlatformPlan(int Accounts, RegionDistribution Distribution, int FleetMost, OfferPolicy Policy, PlatformFaults Faults);

/// <summary>How often things go wrong on a platform; by order, answer or call.</summary>
internal sealed record PlatformFaults
{
    public static PlatformFaults None { get; } = new();

    /// <summary>An offer has no capacity at a call.</summary>
    public double Empty { get; init; }

    /// <summary>EC2 throttles a call.</summary>
    public double Throttled { get; init; }

    /// <summary>A call that launches nothing fails as a whole, and binds no token.</summary>
    public double FailsWhole { get; init; }

    /// <summary>An event is lost.</summary>
    public double Lost { get; init; }

    /// <summary>An event comes twice.</summary>
    public double Doubled { get; init; }

    /// <summary>How late an event may come.</summary>
    public TimeSpan Latest { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long spot instances live on average before they are taken back; null: they are not.</summary>
    public TimeSpan? TakenBackAfter { get; init; }
}

/// <summary>Draws the platform, in some worlds.</summary>
internal static class PlatformDraw
{
    private const double Share = 0.3;

    /// <summary>The plan; null: the world has one provider that answers the call itself.</summary>
    public static PlatformPlan? Of(SimChance chance, SimOptions options) => !chance.Happens(Share) ? null : new(
        chance.Pick(1, 1, 2),
        chance.Pick(Enum.GetValues<RegionDistribution>()),
        chance.Pick(1, 2, 100),
        PolicyOf(chance),
        options.Calm ? PlatformFaults.None : FaultsOf(chance));

    private static OfferPolicy PolicyOf(SimChance chance)
    {
        var remembered = TimeSpan.FromSeconds(chance.Pick(5, 20, 60));
        return new()
        {
            WorkersWithoutLimit = 8,
            CapacityFor = remembered,
            UntriedFor = remembered / 2,
            QuotaFor = remembered * 2,
            UnsupportedFor = remembered * 2,
            Governor = new() { Burst = chance.Pick(1, 3, 10), PerSecond = chance.Pick(0.2, 1), SlowestPerSecond = 0.05, RestoreIn = TimeSpan.FromSeconds(60) },
        };
    }

    private static PlatformFaults FaultsOf(SimChance chance) => new()
    {
        Empty = Rate(chance, 0.7),
        Throttled = Rate(chance, 0.5),
        FailsWhole = Rate(chance, 1),
        Lost = Rate(chance, 0.2),
        Doubled = Rate(chance, 0.5),
        Latest = TimeSpan.FromSeconds(chance.Pick(1, 10, 60, 200)),
        TakenBackAfter = chance.Happens(0.4) ? TimeSpan.FromSeconds(chance.Pick(60, 300)) : null,
    };

    private static double Rate(SimChance chance, double most) => chance.Happens(0.5) ? 0 : most * chance.Next();
}
