using Muster.Coordination;
using Muster.Fleet;

namespace Muster.Offers;

/// <summary>
/// How a run's workers are launched in a spoke: in which ways, with which profile, for how many slots each; or why not. Pure.
/// </summary>
public sealed record FleetChoice
{
    private FleetChoice() { }

    /// <summary>The ways to launch, cheapest first, at most <see cref="OfferPolicy.MostOverrides"/>; empty exactly when there is a <see cref="Problem"/>.</summary>
    public IReadOnlyList<FleetOverride> Overrides { get; private init; } = [];

    /// <summary>The launch profile; null with a problem.</summary>
    public LaunchProfile? Profile { get; private init; }

    /// <summary>Slots of each worker: each of the types has at least so many.</summary>
    public int Slots { get; private init; }

    /// <summary>Whether spot is asked for.</summary>
    public bool Spot { get; private init; }

    /// <summary>What a worker costs at most in USD per hour; null: unknown.</summary>
    public decimal? UsdPerHour { get; private init; }

    /// <summary>Why there is none, for people; null: there is one.</summary>
    public string? Problem { get; private init; }

    /// <summary>What kind of cause the problem is.</summary>
    public WaitCause Cause { get; private init; } = WaitCause.Machine;

    /// <summary>When the problem may be over (UTC); null: at the next look.</summary>
    public DateTimeOffset? NextTry { get; private init; }

    /// <summary>Decides.</summary>
    /// <param name="wish">What the run asks.</param>
    /// <param name="spoke">The spoke.</param>
    /// <param name="catalogue">What there is in it; null: not known yet.</param>
    /// <param name="now">The time (UTC).</param>
    /// <param name="policy">Thresholds.</param>
    public static FleetChoice For(FleetWish wish, SpokeRecord spoke, Catalogue? catalogue, DateTimeOffset now, OfferPolicy policy)
    {
        if (spoke.Subnets.Count == 0)
            return Not($"{spoke.Key} has not said yet which subnets it has.");
        if (catalogue is null)
            return Not($"{spoke.Key} has no catalogue of instance types yet; its spoke reads one when it is deployed, and then by schedule.");
        if (ProfileChoice.For(wish, spoke, policy) is not { } profile)
            return Not(ProfileChoice.Problem(wish, spoke));
        var ways = new FleetWays(wish, spoke, catalogue, profile, policy);
        if (ways.Problem is { } problem)
            return Not(problem);
        var open = ways.All.Where(way => CapacityFailures.Of(spoke, way.Type.Name, way.Subnet.Zone, wish.Spot, now) is null).ToList();
        return open.Count > 0 ? Of(wish, ways.Fleet(open), profile, policy) : NoCapacity(wish, spoke, ways.All, now);
    }

    private static FleetChoice Of(FleetWish wish, IReadOnlyList<FleetWay> ways, LaunchProfile profile, OfferPolicy policy)
    {
        var taken = ways.Take(policy.MostOverrides).ToList();
        var prices = taken.Select(way => wish.SpotMaxUsd ?? way.Type.OnDemandUsd).ToList();
        return new()
        {
            Overrides = [.. taken.Select(way => new FleetOverride(way.Type.Name, way.Subnet.Id, way.Subnet.Zone, wish.SpotMaxUsd))],
            Profile = profile,
            Slots = taken.Min(way => way.Slots),
            Spot = wish.Spot,
            UsdPerHour = prices.Contains(null) ? null : prices.Max(),
        };
    }

    private static FleetChoice NoCapacity(FleetWish wish, SpokeRecord spoke, IReadOnlyList<FleetWay> ways, DateTimeOffset now)
    {
        var failures = ways.Select(way => (Way: way, Failure: CapacityFailures.Of(spoke, way.Type.Name, way.Subnet.Zone, wish.Spot, now)!)).ToList();
        var (first, failure) = failures[0];
        var others = failures.Count == 1 ? "" : $", and {failures.Count - 1} other {(failures.Count == 2 ? "offer" : "offers")} there {(failures.Count == 2 ? "has" : "have")} none either";
        var market = wish.Spot ? "spot" : "on demand";
        return Not($"EC2 in {spoke.Key} has no capacity for {first.Type.Name} in {first.Subnet.Zone} ({market}): {failure.Code}{others}.") with
        {
            Cause = WaitCause.Capacity,
            NextTry = failures.Min(item => item.Failure.Until),
        };
    }

    private static FleetChoice Not(string problem) => new() { Problem = problem };
}
