using System.Collections.Concurrent;
using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Stores;
using Muster.Offers;
using Muster.Runs;
using Muster.Stores;
using Muster.Sweeps;

namespace Muster.Functions.Plan;

/// <summary>
/// Specs and catalogues, as decisions on offers need them. A spec never changes under its digest and a catalogue never under its time, so a function
/// that stays warm reads each once.
/// </summary>
/// <param name="platform">The world.</param>
internal sealed class OfferSource(Platform platform)
{
    /// <summary>Specs that are kept at most; then all are forgotten.</summary>
    private const int MostSpecs = 100;

    private readonly ConcurrentDictionary<(RunId, string), SweepSpec> specs = new();
    private readonly ConcurrentDictionary<SpokeKey, (DateTimeOffset At, Catalogue Catalogue)> catalogues = new();

    /// <summary>A run's spec.</summary>
    /// <exception cref="SpecGoneException">It is not there.</exception>
    public async Task<SweepSpec> SpecAsync(RunRecord run, CancellationToken cancel)
    {
        if (specs.TryGetValue((run.Id, run.SpecDigest), out var known))
            return known;
        var spec = await SpecBlobs.ReadSpecAsync(platform.Blobs, run, cancel);
        if (specs.Count >= MostSpecs)
            specs.Clear();
        return specs[(run.Id, run.SpecDigest)] = spec;
    }

    /// <summary>A spoke's catalogue; null: none yet.</summary>
    public async Task<Catalogue?> CatalogueAsync(SpokeRecord spoke, CancellationToken cancel)
    {
        if (spoke.CatalogueAt is not { } at)
            return null;
        if (catalogues.TryGetValue(spoke.Key, out var known) && known.At == at)
            return known.Catalogue;
        if (await platform.Blobs.ReadWholeAsync(PlatformBlobs.Catalogue(spoke.Key), cancel) is not { } bytes)
            return null;
        var catalogue = CatalogueJson.ReadCatalogue(bytes);
        catalogues[spoke.Key] = (at, catalogue);
        return catalogue;
    }

    /// <summary>The spokes, with the catalogues of those that a run may be launched in.</summary>
    public async Task<IReadOnlyList<SpokeOffers>> SpokesAsync(FleetWish wish, CancellationToken cancel)
    {
        var spokes = new List<SpokeOffers>();
        foreach (var spoke in await platform.Fleet.ListSpokesAsync(cancel))
            spokes.Add(new(spoke, wish.Takes(spoke.Key.Region) ? await CatalogueAsync(spoke, cancel) : null));
        return spokes;
    }
}
