using Muster.Fleet;

namespace Muster.Offers;

/// <summary>What there is in an account's region, as its spoke read it last; each kind of figure with the time when it was read.</summary>
public sealed record Catalogue
{
    /// <summary>Whose it is.</summary>
    public required SpokeKey Spoke { get; init; }

    /// <summary>The types, by name.</summary>
    public required IReadOnlyList<InstanceType> Types { get; init; }

    /// <summary>When the types were read (UTC).</summary>
    public required DateTimeOffset TypesAt { get; init; }

    /// <summary>When was read which zone offers which type (UTC).</summary>
    public required DateTimeOffset OfferingsAt { get; init; }

    /// <summary>When the spot prices were read (UTC).</summary>
    public required DateTimeOffset SpotAt { get; init; }

    /// <summary>The day of the on-demand prices; null: none is known of this region.</summary>
    public DateOnly? OnDemandOn { get; init; }

    /// <summary>Where the on-demand prices are from, for people; null with <see cref="OnDemandOn"/>.</summary>
    public string? OnDemandSource { get; init; }

    /// <summary>The oldest of the readings (UTC).</summary>
    public DateTimeOffset ReadAt => new[] { TypesAt, OfferingsAt, SpotAt }.Min();

    /// <summary>The same with on-demand prices from a price list: what the list has not is unknown, whatever it was before.</summary>
    public Catalogue WithPrices(OnDemandPrices prices)
    {
        var known = prices.Knows(Spoke.Region);
        return this with
        {
            Types = [.. Types.Select(type => type with { OnDemandUsd = prices.Of(Spoke.Region, type.Name) })],
            OnDemandOn = known ? prices.Date : null,
            OnDemandSource = known ? prices.Source : null,
        };
    }
}
