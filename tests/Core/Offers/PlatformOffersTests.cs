using FsCheck;
using FsCheck.Fluent;
using Muster.Coordination;
using Muster.Fleet;
using Muster.Grants;
using Muster.Offers;
using Muster.Placement;
using Muster.Runs;
using Muster.Sweeps;
using static Muster.Tests.Core.Offers.OfferWorld;

namespace Muster.Tests.Core.Offers;

public sealed class PlatformOffersTests
{
    [Fact]
    public void Offers_name_slots_price_and_workers_of_each_spoke_with_what_is_there()
    {
        var offers = Decide(Run(16) with { MaxConcurrent = 16 }, Spec, Book(Grant("w1-1", "eu-west-1", 2)), One("eu-west-1"), One("us-east-1"));

        Assert.Equal(
            [new("eu-west-1", 2, 4, 0.096m) { Account = "111122223333" }, new Offer("us-east-1", 2, 4, 0.096m) { Account = "111122223333" }],
            offers.Select(offer => offer.Offer));
        Assert.All(offers, offer => Assert.Equal(offer.Offer.Region, offer.Spoke?.Region));
        Assert.All(offers, offer => Assert.Equal("c5.large", offer.Choice?.Overrides[0].InstanceType));
    }

    [Fact]
    public void Accounts_of_one_region_count_its_workers_together() => Assert.Equal(
        [("111122223333", 100), ("444455556666", 104)],
        Decide(Run(208) with { MaxConcurrent = 208 }, Spec, Book(), Slow(One("eu-west-1"), 1), One("eu-west-1", "444455556666")).Select(offer => (offer.Offer.Account!, offer.Offer.Workers)));

    [Fact]
    public void Run_without_a_limit_gets_100_workers_spread_like_any() => Assert.Equal(
        [50, 50], Decide(Run(1_000_000), Spec, Book(), One("eu-west-1"), One("us-east-1")).Select(offer => offer.Offer.Workers));

    [Fact]
    public void Workers_that_leave_are_replaced_early_within_the_limit()
    {
        var run = Run(100) with { MaxConcurrent = 4 };
        var book = Book(Grant("w1-1", "eu-west-1", 2));

        Assert.Equal(2, PlatformOffers.Decide(Facts(run, Spec, book, [One("eu-west-1")]))[0].Offer.Workers);
        Assert.Equal(1, PlatformOffers.Decide(Facts(Run(2), Spec, book, [One("eu-west-1")]))[0].Offer.Workers);
        Assert.Equal(2, PlatformOffers.Decide(Facts(Run(2), Spec, book, [One("eu-west-1")]) with { Leaving = new HashSet<string> { "w1-1" } })[0].Offer.Workers);
    }

    [Fact]
    public void Region_without_capacity_says_so_and_the_others_take_its_share()
    {
        var none = One("eu-west-1");
        none = none with { Record = none.Record with { Failures = [new("*", null, false, "InsufficientInstanceCapacity", Now.AddMinutes(4))] } };

        var offers = Decide(Run(8) with { MaxConcurrent = 8 }, Spec, Book(), none, One("us-east-1"));

        Assert.Equal(("us-east-1", 4, null), (offers[0].Offer.Region, offers[0].Offer.Workers, offers[0].Offer.Problem));
        Assert.Equal(
            new Offer("eu-west-1", 0, 0, null, "EC2 in 111122223333/eu-west-1 has no capacity for c5.large in eu-west-1a (on demand): InsufficientInstanceCapacity, and 1 other offer there has none either.")
            {
                Account = "111122223333", ProblemCause = WaitCause.Capacity, NextTry = Now.AddMinutes(4),
            },
            offers[1].Offer);
    }

    [Fact]
    public void Slowed_spoke_launches_nothing_and_says_when()
    {
        var offer = Decide(Run(8), Spec, Book(), Slow(One("eu-west-1"), 0))[0].Offer;

        Assert.Equal(
            (0, "Launches in 111122223333/eu-west-1 are sent more slowly, because there were many, or EC2 throttled them.", WaitCause.Quota, Now.AddSeconds(1)),
            (offer.Workers, offer.Problem, offer.ProblemCause, offer.NextTry));
        Assert.Null(Decide(Run(2), Spec, Book(Grant("w1-1", "eu-west-1", 2)), Slow(One("eu-west-1"), 0))[0].Offer.Problem);
    }

    [Fact]
    public void Tokens_limit_the_workers_that_are_added() =>
        Assert.Equal(200, Decide(Run(10_000) with { MaxConcurrent = 10_000 }, Spec, Book(), Slow(One("eu-west-1"), 2.9))[0].Offer.Workers);

    [Fact]
    public void Regions_that_are_not_included_or_are_excluded_offer_nothing()
    {
        SpokeOffers[] spokes = [One("eu-west-1"), One("us-east-1"), One("us-west-2")];

        Assert.Equal(["eu-west-1", "us-west-2"], Decide(Run(), Spec with { Regions = ["us-west-2", "eu-west-1"] }, Book(), spokes).Select(offer => offer.Offer.Region).Order());
        Assert.Equal(["us-east-1"], Decide(Run(), Spec with { ExcludeRegions = ["us-west-2", "eu-west-1"] }, Book(), spokes).Select(offer => offer.Offer.Region));
        Assert.Equal(["us-east-1"], Decide(Run(100, new PlacementSpec { Region = "us-east-1" }), Spec, Book(), spokes).Select(offer => offer.Offer.Region));
    }

    [Fact]
    public void Nowhere_is_said_with_what_was_asked()
    {
        Nowhere("The platform has no spoke that has said what it has: none is deployed, or they have not been heard from yet.", Decide(Run(), Spec, Book()));
        Nowhere(
            "None of the platform's regions (eu-west-1) is one that it may run in: region is us-east-1; regions are us-east-1, us-west-2; exclude_regions are eu-west-1.",
            Decide(Run(100, new PlacementSpec { Region = "us-east-1" }), Spec with { Regions = ["us-east-1", "us-west-2"], ExcludeRegions = ["eu-west-1"] }, Book(), One("eu-west-1")));
        Nowhere(
            "Its points are to run in eu-west-1 and us-east-1, but a worker takes points of all of them. Make a sweep for each region.",
            Decide(Run(100, new PlacementSpec { Region = "eu-west-1" }, new PlacementSpec { Region = "us-east-1" }), Spec, Book(), One("eu-west-1"), One("us-east-1")));
    }

    [Fact]
    public void Grants_of_all_offers_are_within_every_limit() => Prop.ForAll(
        (from limit in Gen.Choose(1, 60)
         from perRegion in Gen.Choose(1, 30)
         from points in Gen.Choose(1, 100)
         from distribution in Gen.Elements(Enum.GetValues<RegionDistribution>())
         from spokes in Gen.Choose(1, 6)
         from tokens in Gen.Choose(0, 2)
         select (limit, perRegion, points, distribution, spokes, tokens)).ToArbitrary(),
        given =>
        {
            var run = Run(given.points) with { MaxConcurrent = given.limit, MaxConcurrentPerRegion = given.perRegion };
            string[] regions = ["eu-west-1", "us-east-1", "us-west-2"];
            var spokes = Enumerable.Range(0, given.spokes).Select(i => Slow(One(regions[i % 3], $"11112222333{i / 3}"), i % 2 == 0 ? given.tokens : 1)).ToArray();
            var offers = Decide(run, Spec with { RegionDistribution = given.distribution }, Book(), spokes);
            var book = GrantDecision.Next(new()
            {
                Run = run, Book = Book(), LockEpoch = 1, Workers = [], Gone = [], Offers = [.. offers.Select(offer => offer.Offer)], Mode = GrantMode.Run,
                PointsLeft = given.points, Now = Now, Policy = new(),
            }).Book;
            return book.Slots <= Math.Min(given.limit, given.points)
                && regions.All(region => book.SlotsIn(region) <= given.perRegion)
                && book.Grants.Count <= offers.GroupBy(offer => offer.Offer.Region).Sum(region => region.Max(offer => offer.Offer.Workers));
        }).QuickCheckThrowOnFailure();

    private static void Nowhere(string problem, IReadOnlyList<PlatformOffer> offers) =>
        Assert.Equal([new PlatformOffer(new("nowhere", 0, 0, null, problem), null, null)], offers);

    private static SpokeOffers One(string region, string account = "111122223333") =>
        Spoke(region, account) is var spoke ? new(spoke, Catalogue(spoke, Type("c5.large", 2, 4, 0.096m, region))) : null!;

    private static SpokeOffers Slow(SpokeOffers spoke, double tokens) => spoke with { Record = spoke.Record with { Governor = new(tokens, Now, null) } };

    private static IReadOnlyList<PlatformOffer> Decide(RunRecord run, SweepSpec spec, GrantBook book, params SpokeOffers[] spokes) => PlatformOffers.Decide(Facts(run, spec, book, spokes));

    private static PlatformFacts Facts(RunRecord run, SweepSpec spec, GrantBook book, SpokeOffers[] spokes) =>
        new() { Run = run, Spec = spec, Book = book, Spokes = spokes, Policy = new(), Now = Now };
}
