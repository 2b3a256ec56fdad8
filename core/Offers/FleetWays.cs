using Muster.Fleet;
using Muster.Graphs;
using Muster.Placement;
using Muster.Resources;
using Muster.Units;

namespace Muster.Offers;

/// <summary>All ways in which a spoke could launch an instance that a run's points fit on.</summary>
internal sealed class FleetWays
{
    private readonly FleetWish _wish;
    private readonly OfferPolicy _policy;

    public FleetWays(FleetWish wish, SpokeRecord spoke, Catalogue catalogue, LaunchProfile profile, OfferPolicy policy)
    {
        (_wish, _policy) = (wish, policy);
        var meant = catalogue.Types.Where(type => type.Architectures.Contains(profile.Architecture) && wish.TakesType(type)).ToList();
        var fitting = meant.Select(type => (Type: type, Slots: SlotsOf(type, wish, policy))).Where(type => type.Slots > 0).ToList();
        var ways = from fit in fitting
                   from zone in fit.Type.Zones
                   where wish.TakesZone(zone.Zone)
                   from subnet in SubnetIn(spoke, zone.Zone)
                   select new FleetWay(fit.Type, subnet, fit.Slots, wish.Spot ? zone.SpotUsd ?? fit.Type.OnDemandUsd : fit.Type.OnDemandUsd);
        All = [.. ways.OrderBy(way => way.Usd is null).ThenBy(way => way.Usd).ThenBy(way => way.Type.Vcpus).ThenBy(way => way.Type.Name, StringComparer.Ordinal).ThenBy(way => way.Subnet.Id, StringComparer.Ordinal)];
        Problem = meant.Count == 0 ? $"{spoke.Key} has no instance type {Meant(profile)}; its catalogue has {catalogue.Types.Count}."
            : fitting.Count == 0 ? $"{TooSmall(spoke, meant)}"
            : All.Count == 0 ? $"{spoke.Key} has no subnet in a zone {InZone()}that offers {(fitting.Count == 1 ? fitting[0].Type.Name : $"any of the {fitting.Count} instance types that would do")}; it has subnets in {string.Join(", ", spoke.Subnets.Select(subnet => subnet.Zone).Distinct().Order(StringComparer.Ordinal))}."
            : null;
    }

    /// <summary>The ways, cheapest first, those without a price last.</summary>
    public IReadOnlyList<FleetWay> All { get; }

    /// <summary>Why there is no way; null: there is one.</summary>
    public string? Problem { get; }

    /// <summary>The ways that make one fleet: of the type that is cheapest by the slot, and of those that have as many slots for about as much.</summary>
    /// <param name="open">Ways that may be tried now, in the order of <see cref="All"/>; at least one.</param>
    public IReadOnlyList<FleetWay> Fleet(IReadOnlyList<FleetWay> open)
    {
        if (_wish.Spec.BudgetUsd is not null && open.Where(way => Dearest(way) is not null).ToList() is { Count: > 0 } priced)
            open = priced; // what has no price would hide what the others cost at most from the budget
        var known = open.Where(way => way.Usd is not null).ToList();
        var first = known.Count > 0 ? known.MinBy(way => way.Usd / way.Slots)! : open.MinBy(way => (decimal)way.Type.Vcpus / way.Slots)!;
        return [.. open.Where(way => way.Slots >= first.Slots && IsLike(way, first))];
    }

    /// <summary>What a way costs at most in USD per hour; null: unknown.</summary>
    private decimal? Dearest(FleetWay way) => _wish.SpotMaxUsd ?? way.Type.OnDemandUsd;

    private bool IsLike(FleetWay way, FleetWay first) =>
        way.Usd is { } usd && first.Usd is { } least ? usd <= least * _policy.DearestTimes : way.Type.Vcpus <= first.Type.Vcpus * _policy.DearestTimes;

    /// <summary>One subnet of a zone: EC2 refuses a fleet that names a type twice in one zone.</summary>
    private static IEnumerable<Subnet> SubnetIn(SpokeRecord spoke, string zone) =>
        spoke.Subnets.Where(subnet => subnet.Zone == zone).OrderBy(subnet => subnet.Id, StringComparer.Ordinal).Take(1);

    private static int SlotsOf(InstanceType type, FleetWish wish, OfferPolicy policy)
    {
        var machine = MachineOf(type, policy);
        return SlotPlan.For(machine, JobRoom.RequestOf(wish.Spec, machine)).Slots;
    }

    private static Machine MachineOf(InstanceType type, OfferPolicy policy) =>
        new(type.Vcpus, (long)(type.MemoryBytes * (1 - policy.MemoryOverhead)), [.. Enumerable.Range(0, type.Gpus).Select(id => $"{id}")]);

    private string Meant(LaunchProfile profile)
    {
        var wants = _wish.Placements.SelectMany(Words).Distinct().Append($"for {profile.Architecture}");
        return string.Join(" and ", wants);

        static IEnumerable<string> Words(PlacementSpec placement) =>
            new[] { placement.InstanceType is { } pattern ? $"like '{pattern}'" : null, placement.Accelerators is { } accelerator ? $"with {accelerator}" : null }.OfType<string>();
    }

    private string TooSmall(SpokeRecord spoke, List<InstanceType> meant)
    {
        var largest = meant.MaxBy(type => (type.Gpus, type.Vcpus, type.MemoryBytes))!;
        var machine = MachineOf(largest, _policy);
        var request = JobRoom.RequestOf(_wish.Spec, machine);
        var wants = $"{request.Cpus} cores{(request.MemoryBytes is { } memory ? $", {MemorySize.Format(memory)} of memory" : "")}{(request.Gpus > 0 ? $", {request.Gpus} GPUs" : "")}";
        return $"No instance type of {spoke.Key} has room for one point ({wants}): of {meant.Count} that are meant, the largest is {largest.Name} "
            + $"({machine.Cpus} cores, {machine.MemoryBytes >> 20}MiB of memory for points, {machine.Gpus.Count} GPUs).";
    }

    private string InZone() => _wish.Placements.Select(placement => placement.AvailabilityZone).FirstOrDefault(zone => zone is not null) is { } named ? $"({named} is asked for) " : "";
}

/// <summary>A way to launch an instance.</summary>
/// <param name="Type">The type.</param>
/// <param name="Subnet">The subnet.</param>
/// <param name="Slots">Slots of a worker on it, 1 or more.</param>
/// <param name="Usd">What it costs now in USD per hour: the spot price where spot is asked for and its price is known; null: unknown.</param>
internal sealed record FleetWay(InstanceType Type, Subnet Subnet, int Slots, decimal? Usd);
