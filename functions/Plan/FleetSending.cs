using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Orders;
using Muster.Functions.Stores;
using Muster.Offers;
using FleetOrder = Muster.Offers.FleetOrder;

namespace Muster.Functions.Plan;

/// <summary>
/// Sends what a tick queued: a fleet per token. Its order is kept before it is first sent, and sent as it was kept ever after. One that cannot be sent now,
/// because its spoke may not be asked faster or offers nothing any more, is sent again by a later tick, or becomes Unknown.
/// </summary>
/// <param name="platform">The world.</param>
/// <param name="store">The store, as this tick sees it.</param>
/// <param name="source">Specs and catalogues.</param>
/// <param name="outbox">Where orders go.</param>
internal sealed class FleetSending(Platform platform, TickStore store, OfferSource source, Outbox outbox)
{
    /// <summary>Bytes of orders in one tick: with the memory they must fit into a state, which holds 256 KB. Source: Step Functions quotas, 2026-11.</summary>
    private const int MostBytes = 120_000;

    private static readonly FleetTagNames Tags = new(PlatformTags.Deployment, PlatformTags.Origin, PlatformTags.Launched, PlatformTags.Run, PlatformTags.Fleet);
    private readonly FleetBlobs fleets = new(platform);

    /// <summary>Sends the fleets of some intents.</summary>
    /// <param name="provider">What the tick queued.</param>
    /// <param name="isWhole">Whether the tick recorded all that it wanted to; if not, nothing is sent for the first time, because some of a fleet's intents may be missing.</param>
    /// <param name="cancel">Ends the call.</param>
    public async Task SendAsync(PlatformProvider provider, bool isWhole, CancellationToken cancel)
    {
        foreach (var fleet in provider.Queued.GroupBy(intent => intent.Fleet ?? intent.Key.Token, StringComparer.Ordinal))
        {
            if (outbox.Bytes > MostBytes)
            {
                platform.Log.Info("Other fleets wait for a later tick.");
                return;
            }

            var intents = fleet.ToList();
            var spoke = new SpokeKey(intents[0].Account!, intents[0].Region);
            var sent = await fleets.FindAsync(intents[0].Key.Run, fleet.Key, cancel)
                ?? (isWhole ? await KeepAsync(fleet.Key, spoke, intents, provider.Offered, cancel) : null);
            if (sent is not null && await TakeTokenAsync(spoke, cancel))
                outbox.Launch(sent, intents.Min(intent => intent.NotAfter));
        }
    }

    private async Task<SentFleet?> KeepAsync(string fleet, SpokeKey spoke, List<LaunchIntent> intents, IReadOnlyList<PlatformOffer> offered, CancellationToken cancel)
    {
        var choice = offered.FirstOrDefault(offer => offer.Spoke == spoke)?.Choice ?? await ChooseAsync(spoke, cancel);
        if (choice is null or { Problem: not null })
        {
            platform.Log.Warn("A fleet that was never sent cannot be launched any more.", ("fleet", fleet), ("spoke", spoke), ("problem", choice?.Problem));
            return null;
        }

        var run = intents[0].Key.Run;
        var order = new SentFleet
        {
            Run = run,
            Fleet = fleet,
            Spoke = spoke,
            Members = [.. intents.Select(intent => intent.Key.Token)],
            At = platform.Now,
            Asked = choice.Overrides,
            Spot = choice.Spot,
            Request = FleetRequest.Write(new FleetOrder(platform.Names.Deployment, run, fleet, intents.Count, choice, Tags)),
        };
        await fleets.PutAsync(order, cancel);
        return order;
    }

    private async Task<FleetChoice?> ChooseAsync(SpokeKey key, CancellationToken cancel)
    {
        if (store.Run is not { } run || await platform.Fleet.GetSpokeAsync(key, cancel) is not { } spoke)
            return null;
        var wish = FleetWish.Of(run, await source.SpecAsync(run, cancel));
        return FleetChoice.For(wish, spoke, await source.CatalogueAsync(spoke, cancel), platform.Now, platform.Offers);
    }

    private async Task<bool> TakeTokenAsync(SpokeKey key, CancellationToken cancel)
    {
        var taken = false;
        await platform.ChangeSpokeAsync(key, spoke =>
        {
            var governor = Governor.Take(spoke.Governor, 1, platform.Now, platform.Offers.Governor);
            taken = governor is not null;
            return governor is null ? null : spoke with { Governor = governor };
        }, cancel);
        if (!taken)
            platform.Log.Info("A launch waits, because its spoke may not be asked faster.", ("spoke", key));
        return taken;
    }
}
