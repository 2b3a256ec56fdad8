using Muster.Coordination;
using Muster.Fleet;
using Muster.Grants;
using Muster.Placement;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Offers;

/// <summary>What a platform of many accounts and regions offers a run now, and how a fleet of each offer is launched. Pure.</summary>
public static class PlatformOffers
{
    /// <summary>Decides. The offers come cheapest first, those with a problem last.</summary>
    public static IReadOnlyList<PlatformOffer> Decide(PlatformFacts facts)
    {
        var wish = FleetWish.Of(facts.Run, facts.Spec);
        var choices = facts.Spokes.Where(spoke => wish.Takes(spoke.Record.Key.Region))
            .Select(spoke => (spoke.Record, Choice: FleetChoice.For(wish, spoke.Record, spoke.Catalogue, facts.Now, facts.Policy)))
            .OrderBy(one => one.Choice.Problem is not null).ThenBy(one => UsdPerSlot(one.Choice) ?? decimal.MaxValue)
            .ThenBy(one => one.Record.Key.Region, StringComparer.Ordinal).ThenBy(one => one.Record.Key.Account, StringComparer.Ordinal).ToList();
        return choices.Count > 0 ? Spread(facts, choices) : [Nowhere(facts, wish)];
    }

    private static IReadOnlyList<PlatformOffer> Spread(PlatformFacts facts, List<(SpokeRecord Spoke, FleetChoice Choice)> choices)
    {
        var offering = choices.Where(one => one.Choice.Problem is null).ToList();
        var rooms = offering.Select(one => Room(facts, one.Spoke, one.Choice)).ToList();
        var more = RegionSpread.Workers(facts.Spec.RegionDistribution, rooms, SlotsWanted(facts), facts.Run.MaxConcurrentPerRegion, WorkersLeft(facts));
        var added = new Dictionary<string, int>(StringComparer.Ordinal);
        var offers = new List<PlatformOffer>();
        for (var i = 0; i < offering.Count; i++)
        {
            var (spoke, choice) = offering[i];
            // Offers of one region count its workers together, so a later one names more.
            var total = added[spoke.Key.Region] = added.GetValueOrDefault(spoke.Key.Region) + more[i];
            var offer = new Offer(spoke.Key.Region, choice.Slots, facts.Book.Grants.Count(grant => grant.Region == spoke.Key.Region) + total, choice.UsdPerHour) { Account = spoke.Key.Account };
            offers.Add(new(IsSlowed(facts, spoke) ? Slowed(offer, facts, spoke) : offer, choice, spoke.Key));
        }

        return [.. offers, .. choices.Skip(offering.Count).Select(one => new PlatformOffer(Refusal(facts, one.Spoke, one.Choice), one.Choice, one.Spoke.Key))];
    }

    private static RegionRoom Room(PlatformFacts facts, SpokeRecord spoke, FleetChoice choice)
    {
        var launches = Governor.Launches(spoke.Governor, facts.Now, facts.Policy.Governor);
        return new(
            spoke.Key.Region, choice.Slots, (int)Math.Min(int.MaxValue, (long)launches * facts.Policy.FleetMost),
            facts.Book.Grants.Count(grant => grant.Region == spoke.Key.Region), facts.Book.SlotsIn(spoke.Key.Region), UsdPerSlot(choice));
    }

    /// <summary>Slots that points ask for and limits leave; those of machines that go away are replaced, as far as the limits allow both.</summary>
    private static long SlotsWanted(PlatformFacts facts)
    {
        var wanted = facts.Run.Round.PointCount - facts.Run.Progress.Counts.Ended
            - facts.Book.Grants.Where(grant => !facts.Leaving.Contains(grant.Worker)).Sum(grant => (long)grant.MayUse);
        return Math.Max(0, Math.Min(wanted, (facts.Run.MaxConcurrent ?? int.MaxValue) - (long)facts.Book.Slots));
    }

    private static int WorkersLeft(PlatformFacts facts) =>
        facts.Run.MaxConcurrent is not null ? int.MaxValue : Math.Max(0, facts.Policy.WorkersWithoutLimit - facts.Book.Grants.Count(grant => !facts.Leaving.Contains(grant.Worker)));

    private static bool IsSlowed(PlatformFacts facts, SpokeRecord spoke) =>
        SlotsWanted(facts) > 0 && WorkersLeft(facts) > 0 && Governor.Launches(spoke.Governor, facts.Now, facts.Policy.Governor) == 0;

    private static Offer Slowed(Offer offer, PlatformFacts facts, SpokeRecord spoke) => offer with
    {
        Problem = $"Launches in {spoke.Key} are sent more slowly, because there were many, or EC2 throttled them.",
        ProblemCause = WaitCause.Quota,
        NextTry = Governor.NextAt(spoke.Governor, facts.Now, facts.Policy.Governor),
    };

    private static Offer Refusal(PlatformFacts facts, SpokeRecord spoke, FleetChoice choice) =>
        new(spoke.Key.Region, 0, facts.Book.Grants.Count(grant => grant.Region == spoke.Key.Region), null, choice.Problem)
        {
            Account = spoke.Key.Account,
            ProblemCause = choice.Cause,
            NextTry = choice.NextTry,
        };

    private static PlatformOffer Nowhere(PlatformFacts facts, FleetWish wish)
    {
        var there = string.Join(", ", facts.Spokes.Select(spoke => spoke.Record.Key.Region).Distinct().Order(StringComparer.Ordinal));
        var problem = facts.Spokes.Count == 0 ? "The platform has no spoke that has said what it has: none is deployed, or they have not been heard from yet."
            : wish.Regions.Count > 1 ? $"Its points are to run in {string.Join(" and ", wish.Regions)}, but a worker takes points of all of them. Make a sweep for each region."
            : $"None of the platform's regions ({there}) is one that it may run in: {Asked(facts.Spec, wish)}.";
        return new(new("nowhere", 0, 0, null, problem), null, null);
    }

    private static string Asked(SweepSpec spec, FleetWish wish)
    {
        string?[] asked =
        [
            wish.Regions.Count > 0 ? $"region is {wish.Regions[0]}" : null,
            spec.Regions.Count > 0 ? $"regions are {string.Join(", ", spec.Regions)}" : null,
            spec.ExcludeRegions.Count > 0 ? $"exclude_regions are {string.Join(", ", spec.ExcludeRegions)}" : null,
        ];
        return string.Join("; ", asked.OfType<string>());
    }

    private static decimal? UsdPerSlot(FleetChoice choice) => choice.Slots > 0 ? choice.UsdPerHour / choice.Slots : null;
}

/// <summary>What a decision on offers rests on.</summary>
public sealed record PlatformFacts
{
    /// <summary>The run as read.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>Its spec.</summary>
    public required SweepSpec Spec { get; init; }

    /// <summary>Its grant book as read.</summary>
    public required GrantBook Book { get; init; }

    /// <summary>The spokes as read.</summary>
    public required IReadOnlyList<SpokeOffers> Spokes { get; init; }

    /// <summary>Workers whose machines are likely to go away: others may take their places early. Default: none.</summary>
    public IReadOnlySet<string> Leaving { get; init; } = new HashSet<string>();

    /// <summary>Thresholds.</summary>
    public required OfferPolicy Policy { get; init; }

    /// <summary>The time (UTC).</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>A spoke, and what there is in it.</summary>
/// <param name="Record">The spoke as read.</param>
/// <param name="Catalogue">Its catalogue; null: none yet.</param>
public sealed record SpokeOffers(SpokeRecord Record, Catalogue? Catalogue);

/// <summary>An offer, and how its fleets are launched.</summary>
/// <param name="Offer">For the coordinator.</param>
/// <param name="Choice">How; null: no spoke may be used at all.</param>
/// <param name="Spoke">Where; null with <paramref name="Choice"/>.</param>
public sealed record PlatformOffer(Offer Offer, FleetChoice? Choice, SpokeKey? Spoke);
