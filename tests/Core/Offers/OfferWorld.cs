using Muster.Chunks;
using Muster.Fleet;
using Muster.Grants;
using Muster.Offers;
using Muster.Placement;
using Muster.Runs;
using Muster.Sets;
using Muster.Sweeps;

namespace Muster.Tests.Core.Offers;

/// <summary>Spokes, catalogues and runs for tests of offers.</summary>
internal static class OfferWorld
{
    public static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public static readonly LaunchProfile Plain = new("muster-plain", "x86_64", null, null, null, false);

    public static readonly SweepSpec Spec = new() { Name = "sweep", Command = "true" };

    public static SpokeRecord Spoke(string region = "eu-west-1", string account = "111122223333") => new()
    {
        Key = new(account, region),
        Version = 1,
        Subnets = [new("subnet-a", $"{region}a"), new("subnet-b", $"{region}b")],
        Profiles = [Plain],
    };

    public static Catalogue Catalogue(SpokeRecord spoke, params InstanceType[] types) => new() { Spoke = spoke.Key, Types = types, TypesAt = Now, OfferingsAt = Now, SpotAt = Now };

    /// <summary>A type in zones a and b of a region.</summary>
    public static InstanceType Type(string name, int vcpus, int gib, decimal? usd, string region = "eu-west-1", decimal? spot = null) => new()
    {
        Name = name,
        Vcpus = vcpus,
        MemoryBytes = (long)gib << 30,
        Architectures = ["x86_64"],
        OnDemandUsd = usd,
        Zones = [new($"{region}a", spot, spot is null ? null : Now), new($"{region}b", spot, spot is null ? null : Now)],
    };

    public static RunRecord Run(long points = 100, params PlacementSpec[] placements) => new()
    {
        Id = new("rq1javxat2hkt3wd"),
        Version = 1,
        Name = "sweep",
        SpecDigest = "",
        SpecUri = "",
        State = RunState.InProgress,
        PointCount = points,
        Round = new(1, [.. (placements.Length == 0 ? [PlacementSpec.Anywhere] : placements).Select((placement, number) =>
            new PoolPlan { Number = number, Points = number == 0 ? IndexSet.FirstOf(points) : IndexSet.FirstOf(1), Stride = 1, Placement = placement })]),
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    public static GrantBook Book(params Grant[] grants) => new() { Run = new("rq1javxat2hkt3wd"), Version = 1, LockEpoch = 1, Grants = grants };

    public static Grant Grant(string worker, string region, int slots) => new() { Worker = worker, Region = region, Slots = slots, ValidFor = TimeSpan.FromMinutes(15) };

    public static FleetChoice Choose(SpokeRecord spoke, Catalogue? catalogue, SweepSpec? spec = null, params PlacementSpec[] placements) =>
        FleetChoice.For(FleetWish.Of(Run(100, placements), spec ?? Spec), spoke, catalogue, Now, new());
}
