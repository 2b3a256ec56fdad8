using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Fleet;
using Muster.Stores;

namespace Muster.Cli.Platform;

/// <summary>Forgets spokes that are not deployed any more: nothing is launched there, and a store without any spoke is no platform's.</summary>
/// <param name="context">Opens the store, by the credentials of whoever deploys.</param>
/// <param name="address">The store.</param>
internal sealed class SpokeRecords(CommandContext context, StoreAddress address)
{
    /// <summary>One that tells of itself again and again while it is forgotten is there.</summary>
    private const int MostTries = 5;

    /// <summary>Forgets all spokes but some.</summary>
    /// <param name="kept">The spokes that stay.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="StoreUnusableException">The store cannot be opened.</exception>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task ForgetAllButAsync(IReadOnlyCollection<SpokeKey> kept, CancellationToken cancel)
    {
        using var store = context.OpenStore(address);
        if (store?.Platform?.Fleet is not { } fleet)
            return;
        var gone = (await fleet.ListSpokesAsync(cancel)).Where(spoke => !kept.Contains(spoke.Key)).ToList();
        foreach (var spoke in gone)
            await ForgetAsync(fleet, spoke, cancel);
        if (gone.Count > 0)
            context.Say($"The platform forgets {Human.Count(gone.Count, "spoke")} that it does not have any more: {string.Join(", ", gone.Select(spoke => spoke.Key))}.");
    }

    private static async Task ForgetAsync(IFleetStore fleet, SpokeRecord spoke, CancellationToken cancel)
    {
        for (var attempt = 1; await fleet.RemoveAsync(spoke, cancel) == WriteAnswer.Refused; attempt++)
        {
            if (attempt == MostTries)
                throw new StoreUnavailableException($"The record of the spoke {spoke.Key} is written again and again.");
            if (await fleet.GetSpokeAsync(spoke.Key, cancel) is not { } now)
                return;
            spoke = now;
        }
    }
}
