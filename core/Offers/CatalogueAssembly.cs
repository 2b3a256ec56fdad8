namespace Muster.Offers;

/// <summary>
/// Puts a catalogue together from its pages. Pure: pages may come in any order, and more than once; there is a catalogue only when every page of every kind came.
/// </summary>
public static class CatalogueAssembly
{
    /// <summary>The catalogue of some pages; null: some are missing.</summary>
    /// <param name="pages">Pages of one reading of one spoke.</param>
    /// <param name="prices">The on-demand prices.</param>
    /// <exception cref="ArgumentException">They are of different readings.</exception>
    public static Catalogue? Of(IReadOnlyCollection<CataloguePage> pages, OnDemandPrices prices)
    {
        if (pages.Select(page => (page.Spoke, page.Catalogue)).Distinct().Skip(1).Any())
            throw new ArgumentException("The pages are of different readings.", nameof(pages));
        if (PagesOf(pages, CatalogueKind.Types) is not { } types || PagesOf(pages, CatalogueKind.Offerings) is not { } offerings || PagesOf(pages, CatalogueKind.Spot) is not { } spot)
            return null;
        var zones = ZonesOf(offerings, spot);
        var catalogue = new Catalogue
        {
            Spoke = types[0].Spoke,
            // One type of each name: a listing that goes on while types are added may show one twice.
            Types = [.. types.SelectMany(page => page.Types).DistinctBy(type => type.Name).OrderBy(type => type.Name, StringComparer.Ordinal)
                .Select(type => type with { Zones = [.. zones[type.Name].OrderBy(zone => zone.Zone, StringComparer.Ordinal)] })],
            TypesAt = types.Min(page => page.ReadAt),
            OfferingsAt = offerings.Min(page => page.ReadAt),
            SpotAt = spot.Min(page => page.ReadAt),
        };
        return catalogue.WithPrices(prices);
    }

    /// <summary>The pages of a kind in order; null: some are missing.</summary>
    private static List<CataloguePage>? PagesOf(IEnumerable<CataloguePage> pages, CatalogueKind kind)
    {
        // Of a page that came twice, the one that was read first counts, so that the order of arrival changes nothing.
        var found = pages.Where(page => page.Kind == kind).OrderBy(page => page.Number).ThenBy(page => page.ReadAt).DistinctBy(page => page.Number).ToList();
        return found.Count > 0 && found[^1].IsLast && found[^1].Number == found.Count - 1 ? found : null;
    }

    private static ILookup<string, ZoneOffer> ZonesOf(List<CataloguePage> offerings, List<CataloguePage> spot)
    {
        // Of several prices of an offer the latest holds: the history lists what was before, too.
        var prices = spot.SelectMany(page => page.Spot)
            .GroupBy(item => (item.InstanceType, item.Price.Zone))
            .ToDictionary(group => group.Key, group => group.Select(item => item.Price).MaxBy(price => price.SpotAt ?? DateTimeOffset.MinValue)!);
        return offerings.SelectMany(page => page.Offerings).Distinct()
            .ToLookup(offering => offering.InstanceType, offering => prices.GetValueOrDefault(offering) ?? new ZoneOffer(offering.Zone), StringComparer.Ordinal);
    }
}
