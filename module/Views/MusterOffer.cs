using Muster.Offers;

namespace Muster.PowerShell.Views;

/// <summary>A machine that could be had.</summary>
public sealed class MusterOffer
{
    private readonly FoundOffer offer;

    internal MusterOffer(FoundOffer offer) => this.offer = offer;

    /// <summary>The instance type.</summary>
    public string Type => offer.Type;

    /// <summary>Its vCPUs.</summary>
    public int Vcpus => offer.Vcpus;

    /// <summary>Its memory in bytes; null: unknown.</summary>
    public long? MemoryBytes => offer.MemoryBytes;

    /// <summary>Its GPUs.</summary>
    public int Gpus => offer.Gpus;

    /// <summary>Maker and name of a GPU; null: none, or unknown.</summary>
    public string? Gpu => offer.Gpu;

    /// <summary>The region.</summary>
    public string Region => offer.Region;

    /// <summary>The zones that have it; none: it has no zone.</summary>
    public string[] Zones => [.. offer.Zones];

    /// <summary>The account; null: it is no machine of an account.</summary>
    public string? Account => offer.Account;

    /// <summary>Its price on demand in USD per hour; null: unknown.</summary>
    public decimal? UsdPerHour => offer.Usd;

    /// <summary>The day of that price; null: unknown.</summary>
    public DateTime? PricedOn => offer.Usd is null ? null : offer.Catalogue?.OnDemandOn?.ToDateTime(TimeOnly.MinValue);

    /// <summary>Its spot price in USD per hour in the cheapest zone; null: none is known.</summary>
    public decimal? SpotUsdPerHour => offer.Spot?.SpotUsd;

    /// <summary>That zone; null: no spot price is known.</summary>
    public string? SpotZone => offer.Spot?.Zone;

    /// <summary>When spot prices were read (local time); null: never.</summary>
    public DateTime? SpotReadAt => offer.Catalogue?.SpotAt.LocalDateTime;

    /// <inheritdoc />
    public override string ToString() => $"{Type} {Region}";
}
