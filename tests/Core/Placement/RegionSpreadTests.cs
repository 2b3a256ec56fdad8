using FsCheck;
using FsCheck.Fluent;
using Muster.Placement;

namespace Muster.Tests.Core.Placement;

public sealed class RegionSpreadTests
{
    private static readonly RegionRoom[] s_three = [new("a", 4, 100, UsdPerSlot: 0.03m), new("b", 4, 100, UsdPerSlot: 0.01m), new("c", 4, 100)];

    [Fact]
    public void Fair_share_gives_regions_alike_and_passes_on_what_one_cannot_use()
    {
        Assert.Equal([3, 3, 3], RegionSpread.Workers(RegionDistribution.FairShare, s_three, 36, null));
        Assert.Equal([3, 4, 3], RegionSpread.Workers(RegionDistribution.FairShare, s_three, 38, null));
        Assert.Equal([5, 1, 5], RegionSpread.Workers(RegionDistribution.FairShare, [s_three[0], s_three[1] with { Most = 1 }, s_three[2]], 44, null));
    }

    [Fact]
    public void Fair_share_counts_what_regions_have() =>
        Assert.Equal([0, 2, 2], RegionSpread.Workers(RegionDistribution.FairShare, [s_three[0] with { Workers = 3, SlotsInUse = 12 }, s_three[1], s_three[2]], 16, null));

    [Fact]
    public void Balanced_waits_for_a_region_that_cannot_have_more()
    {
        Assert.Equal([3, 3, 3], RegionSpread.Workers(RegionDistribution.Balanced, s_three, 36, null));
        Assert.Equal([2, 1, 2], RegionSpread.Workers(RegionDistribution.Balanced, [s_three[0], s_three[1] with { Most = 1 }, s_three[2]], 44, null));
    }

    [Fact]
    public void Opportunistic_fills_the_cheapest_first_and_what_has_no_price_last()
    {
        Assert.Equal([0, 9, 0], RegionSpread.Workers(RegionDistribution.Opportunistic, s_three, 36, null));
        Assert.Equal([5, 2, 2], RegionSpread.Workers(RegionDistribution.Opportunistic, [s_three[0] with { Most = 5 }, s_three[1] with { Most = 2 }, s_three[2]], 36, null));
        Assert.Equal([2, 2, 1], RegionSpread.Workers(RegionDistribution.Opportunistic, s_three, 20, 8));
    }

    [Theory]
    [InlineData(RegionDistribution.FairShare)]
    [InlineData(RegionDistribution.Balanced)]
    [InlineData(RegionDistribution.Opportunistic)]
    public void Fewer_slots_than_regions_are_never_exceeded(RegionDistribution distribution)
    {
        Assert.Equal(2, RegionSpread.Workers(distribution, [.. s_three.Select(room => room with { Slots = 1 })], 2, null).Sum());
        Assert.Equal(1, RegionSpread.Workers(distribution, s_three, 2, null).Sum());
        Assert.Equal(0, RegionSpread.Workers(distribution, s_three, 0, null).Sum());
    }

    [Fact]
    public void Accounts_of_one_region_share_its_limit() => Assert.Equal(
        [1, 1, 2], RegionSpread.Workers(RegionDistribution.FairShare, [new("a", 4, 1), new("a", 4, 5), new("b", 4, 5)], 1000, 8));

    [Fact]
    public void Limits_hold_and_nothing_is_left_that_could_be_given() => Prop.ForAll(Worlds().ToArbitrary(), world =>
    {
        var (distribution, rooms, slots, perRegion) = world;
        var given = RegionSpread.Workers(distribution, rooms, slots, perRegion);
        var (held, left) = Replay(rooms, given, slots, perRegion);
        return given.Zip(rooms).All(pair => pair.First >= 0 && pair.First <= pair.Second.Most)
            && left >= 0
            && held.All(region => region.Slots <= Math.Max(perRegion, region.Before))
            && (distribution == RegionDistribution.Balanced || left == 0 || rooms.Select((room, i) => room.Slots == 0 || given[i] == room.Most || held.Single(region => region.Name == room.Region).Slots >= perRegion).All(full => full));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Balanced_regions_are_never_more_than_one_worker_apart_by_what_was_given() => Prop.ForAll(Worlds().ToArbitrary(), world =>
    {
        var (_, rooms, slots, perRegion) = world;
        var given = RegionSpread.Workers(RegionDistribution.Balanced, rooms, slots, perRegion);
        var regions = rooms.Select((room, i) => (room.Region, Given: given[i], Before: room.Workers)).GroupBy(item => item.Region)
            .Select(group => (Given: group.Sum(item => item.Given), Now: group.First().Before + group.Sum(item => item.Given))).ToList();
        return regions.Where(region => region.Given > 0).All(region => region.Now <= regions.Min(other => other.Now) + 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fair_shares_differ_by_at_most_one_worker_where_all_could_have_more() => Prop.ForAll(
        (from slots in Gen.Choose(1, 8)
         from count in Gen.Choose(1, 6)
         from wanted in Gen.Choose(0, 200)
         select (slots, count, wanted)).ToArbitrary(),
        given =>
        {
            var workers = RegionSpread.Workers(RegionDistribution.FairShare, [.. Enumerable.Range(0, given.count).Select(i => new RegionRoom($"r{i}", given.slots, 1000))], given.wanted, null);
            return workers.Max() - workers.Min() <= 1 && workers.Sum() == (given.wanted + given.slots - 1) / given.slots;
        }).QuickCheckThrowOnFailure();

    private static (List<(string Name, long Slots, long Before)> Held, long Left) Replay(IReadOnlyList<RegionRoom> rooms, IReadOnlyList<int> given, long slots, int perRegion)
    {
        var held = rooms.GroupBy(room => room.Region).ToDictionary(group => group.Key, group => group.First().SlotsInUse);
        for (var i = 0; i < rooms.Count; i++)
        {
            for (var worker = 0; worker < given[i]; worker++)
            {
                // The least that the worker can be given; what it may use beyond that, no limit is broken by.
                var use = Math.Min(Math.Min(rooms[i].Slots, slots), perRegion - held[rooms[i].Region]);
                held[rooms[i].Region] += use;
                slots -= use;
            }
        }

        return ([.. held.Select(region => (region.Key, region.Value, rooms.First(room => room.Region == region.Key).SlotsInUse))], slots);
    }

    private static Gen<(RegionDistribution Distribution, RegionRoom[] Rooms, long Slots, int PerRegion)> Worlds() =>
        from distribution in Gen.Elements(Enum.GetValues<RegionDistribution>())
        from regions in Gen.Choose(1, 5)
        from used in Gen.Choose(0, 6).ListOf(5)
        from rooms in (from region in Gen.Choose(0, regions - 1)
                       from slots in Gen.Choose(0, 8)
                       from most in Gen.Choose(0, 12)
                       from price in Gen.Choose(0, 3)
                       select new RegionRoom($"r{region}", slots, most, used[region], used[region] * 2, price == 0 ? null : price / 100m)).ListOf(6)
        from slots in Gen.Choose(0, 120)
        from perRegion in Gen.Choose(1, 40)
        select (distribution, rooms.ToArray(), (long)slots, perRegion);
}
