using Muster.Fleet;
using Muster.Stores;

namespace Muster.Offers;

/// <summary>Reads the spokes of a platform with their catalogues.</summary>
/// <param name="List">Lists the spokes.</param>
/// <param name="Blobs">Where catalogues are.</param>
/// <param name="KeyOf">The key of a spoke's catalogue.</param>
public sealed record SpokeCatalogues(Func<CancellationToken, Task<IReadOnlyList<SpokeRecord>>> List, IBlobStore Blobs, Func<SpokeKey, string> KeyOf)
{
    /// <summary>All spokes.</summary>
    /// <exception cref="InvalidDataException">A catalogue is damaged.</exception>
    public async Task<IReadOnlyList<SpokeOffers>> ReadAsync(CancellationToken cancel = default)
    {
        var spokes = new List<SpokeOffers>();
        foreach (var spoke in await List(cancel))
            spokes.Add(new(spoke, spoke.CatalogueAt is null ? null : await CatalogueAsync(spoke.Key, cancel)));
        return spokes;
    }

    private async Task<Catalogue?> CatalogueAsync(SpokeKey spoke, CancellationToken cancel) =>
        await Blobs.ReadWholeAsync(KeyOf(spoke), cancel) is { } bytes ? CatalogueJson.ReadCatalogue(bytes) : null;
}
