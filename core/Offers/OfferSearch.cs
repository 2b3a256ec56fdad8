using Muster.Placement;
using Muster.Resources;

namespace Muster.Offers;

/// <summary>Searches what could be had, for people. Pure. What is unknown meets no condition that is put on it.</summary>
public static class OfferSearch
{
    /// <summary>What a spoke offers; types without an agent are none.</summary>
    public static IEnumerable<FoundOffer> Of(Catalogue catalogue, OfferPolicy policy) =>
        from type in catalogue.Types
        where type.Zones.Count > 0 && type.Architectures.Any(policy.Architectures.Contains)
        let spot = type.Zones.Where(zone => zone.SpotUsd is not null).MinBy(zone => zone.SpotUsd)
        select new FoundOffer(type.Name, catalogue.Spoke.Region, type.Vcpus, type.MemoryBytes, type.Gpus)
        {
            Account = catalogue.Spoke.Account,
            Zones = [.. type.Zones.Select(zone => zone.Zone)],
            Gpu = type.GpuName,
            Usd = type.OnDemandUsd,
            Spot = spot,
            Catalogue = catalogue,
        };

    /// <summary>What a machine offers that is not launched.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="region">The region that it is.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="usd">What it costs in USD per hour, 0 or more.</param>
    public static FoundOffer Of(string name, string region, Machine machine, decimal usd) => new(name, region, machine.Cpus, machine.MemoryBytes, machine.Gpus.Count) { Usd = usd };

    /// <summary>The offers that meet all conditions, in the order asked for.</summary>
    public static IReadOnlyList<FoundOffer> Find(IEnumerable<FoundOffer> offers, OfferQuery query)
    {
        var found = offers.Where(offer => Meets(offer, query));
        var ordered = query.Order switch
        {
            OfferOrder.Price => found.OrderBy(offer => PriceOf(offer, query) ?? decimal.MaxValue),
            OfferOrder.Vcpu => found.OrderBy(offer => offer.Vcpus).ThenBy(offer => PriceOf(offer, query) ?? decimal.MaxValue),
            OfferOrder.Memory => found.OrderBy(offer => offer.MemoryBytes ?? long.MaxValue).ThenBy(offer => PriceOf(offer, query) ?? decimal.MaxValue),
            OfferOrder.Name => found.OrderBy(offer => offer.Type, StringComparer.Ordinal),
            _ => throw new ArgumentOutOfRangeException(nameof(query), query.Order, "An unknown order."),
        };
        return [.. ordered.ThenBy(offer => offer.Vcpus).ThenBy(offer => offer.Type, StringComparer.Ordinal).ThenBy(offer => offer.Region, StringComparer.Ordinal).ThenBy(offer => offer.Account, StringComparer.Ordinal)];
    }

    private static bool Meets(FoundOffer offer, OfferQuery query) =>
        offer.Vcpus >= query.Vcpus
        && offer.Gpus >= query.Gpus
        && (query.MemoryBytes is not { } memory || offer.MemoryBytes >= memory)
        && (query.MaxUsd is not { } most || PriceOf(offer, query) <= most)
        && (query.Region is null || offer.Region == query.Region)
        && (query.Types is null || query.Types.Matches(offer.Type))
        && (!query.Spot || offer.Spot is not null);

    private static decimal? PriceOf(FoundOffer offer, OfferQuery query) => query.Spot ? offer.Spot?.SpotUsd : offer.Usd;
}

/// <summary>What is searched for.</summary>
public sealed record OfferQuery
{
    /// <summary>At least so many vCPUs, 0 or more; default 0.</summary>
    public int Vcpus { get; init; }

    /// <summary>At least so much memory, in bytes; null: any.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>At least so many GPUs, 0 or more; default 0.</summary>
    public int Gpus { get; init; }

    /// <summary>At most so dear, in USD per hour; null: any price, also an unknown one.</summary>
    public decimal? MaxUsd { get; init; }

    /// <summary>In this region; null: in any.</summary>
    public string? Region { get; init; }

    /// <summary>Types like this; null: any.</summary>
    public InstanceTypePattern? Types { get; init; }

    /// <summary>Whether prices are those of spot, and what has none is left out; default: on demand.</summary>
    public bool Spot { get; init; }

    /// <summary>The order; default by price.</summary>
    public OfferOrder Order { get; init; }
}

/// <summary>In which order offers are shown.</summary>
public enum OfferOrder
{
    /// <summary>Cheapest first, unknown prices last.</summary>
    Price,
    /// <summary>Fewest vCPUs first.</summary>
    Vcpu,
    /// <summary>Least memory first.</summary>
    Memory,
    /// <summary>By name.</summary>
    Name,
}

/// <summary>An offer that was found.</summary>
/// <param name="Type">The instance type, or what the machine is called.</param>
/// <param name="Region">The region.</param>
/// <param name="Vcpus">Virtual CPUs, 1 or more.</param>
/// <param name="MemoryBytes">Memory in bytes; null: unknown.</param>
/// <param name="Gpus">GPUs, 0 or more.</param>
public sealed record FoundOffer(string Type, string Region, int Vcpus, long? MemoryBytes, int Gpus)
{
    /// <summary>The account; null: no machine of an account.</summary>
    public string? Account { get; init; }

    /// <summary>The zones that have it; empty: it has no zone.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Maker and name of a GPU; null: none, or unknown.</summary>
    public string? Gpu { get; init; }

    /// <summary>Price on demand in USD per hour; null: unknown.</summary>
    public decimal? Usd { get; init; }

    /// <summary>The zone where spot is cheapest; null: no spot price is known.</summary>
    public ZoneOffer? Spot { get; init; }

    /// <summary>Where it is listed, with its ages; null: in no catalogue.</summary>
    public Catalogue? Catalogue { get; init; }
}
