using Muster.Agent.Machines;
using Muster.Cli.Stores;
using Muster.Cli.Submitting;
using Muster.Offers;

namespace Muster.Cli.Offers;

/// <summary>Where machines could be had: in a platform's spokes; without one, here.</summary>
/// <param name="Offers">All offers.</param>
/// <param name="Catalogues">The catalogues that they are from; empty: there is no platform.</param>
/// <param name="Silent">Spokes that have no catalogue yet.</param>
internal sealed record OfferWorld(IReadOnlyList<FoundOffer> Offers, IReadOnlyList<Catalogue> Catalogues, IReadOnlyList<Fleet.SpokeKey> Silent)
{
    /// <summary>What this machine is called.</summary>
    public const string ThisMachine = "this machine";

    /// <summary>Reads it.</summary>
    /// <param name="context">The command's world.</param>
    /// <param name="store">The store; null: there is none yet.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<OfferWorld> ReadAsync(CommandContext context, StoreContext? store, CancellationToken cancel)
    {
        var spokes = store?.Spokes is { } catalogues ? await catalogues.ReadAsync(cancel) : [];
        if (spokes.Count == 0)
            return new([OfferSearch.Of(ThisMachine, "local", MachineProbe.Probe(), LocalEngineOptions.Of(context).UsdPerHour)], [], []);
        List<Catalogue> read = [.. spokes.Select(spoke => spoke.Catalogue).OfType<Catalogue>()];
        return new([.. read.SelectMany(catalogue => OfferSearch.Of(catalogue, new()))], read, [.. spokes.Where(spoke => spoke.Catalogue is null).Select(spoke => spoke.Record.Key)]);
    }
}
